@NullMarked
package hakaru.runtime.management;

import org.jspecify.annotations.NullMarked;
