/** Sends requests on schedule, whether or not answers come back, and notes what became of each. */
@NullMarked
package hakaru.kakeru.load;

import org.jspecify.annotations.NullMarked;
