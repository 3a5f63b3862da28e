@NullMarked
package hakaru.report;

import org.jspecify.annotations.NullMarked;
