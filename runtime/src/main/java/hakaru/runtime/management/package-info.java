/** What a running service tells of itself: readiness, metrics, and the port that tells of both. */
@NullMarked
package hakaru.runtime.management;

import org.jspecify.annotations.NullMarked;
