@NullMarked
package hakaru.runtime.lag;

import org.jspecify.annotations.NullMarked;
