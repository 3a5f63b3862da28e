@NullMarked
package hakaru.kakeru.load;

import org.jspecify.annotations.NullMarked;
