@NullMarked
package hakaru.kakeru;

import org.jspecify.annotations.NullMarked;
