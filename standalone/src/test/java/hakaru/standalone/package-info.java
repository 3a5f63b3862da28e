@NullMarked
package hakaru.standalone;

import org.jspecify.annotations.NullMarked;
