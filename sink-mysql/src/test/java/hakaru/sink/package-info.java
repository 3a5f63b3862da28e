@NullMarked
package hakaru.sink;

import org.jspecify.annotations.NullMarked;
