@NullMarked
package hakaru.kakeru.report;

import org.jspecify.annotations.NullMarked;
