@NullMarked
package hakaru.contract;

import org.jspecify.annotations.NullMarked;
