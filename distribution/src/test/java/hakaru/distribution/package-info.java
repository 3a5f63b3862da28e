/** Tests of what is downloaded. */
@NullMarked
package hakaru.distribution;

import org.jspecify.annotations.NullMarked;
