/** The ad tag, as bytes to serve. */
@NullMarked
package hakaru.adtag;

import org.jspecify.annotations.NullMarked;
