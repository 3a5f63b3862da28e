/** Seconds, and the minutes, hours and days they are added up to: the tables, the bound between them, and the step that moves it. */
@NullMarked
package hakaru.sink.mysql.rollup;

import org.jspecify.annotations.NullMarked;
