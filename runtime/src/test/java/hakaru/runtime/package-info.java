@NullMarked
package hakaru.runtime;

import org.jspecify.annotations.NullMarked;
