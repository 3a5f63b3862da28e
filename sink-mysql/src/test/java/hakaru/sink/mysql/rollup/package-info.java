@NullMarked
package hakaru.sink.mysql.rollup;

import org.jspecify.annotations.NullMarked;
