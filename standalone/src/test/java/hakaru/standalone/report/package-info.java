@NullMarked
package hakaru.standalone.report;

import org.jspecify.annotations.NullMarked;
