/** The load test, from its command line to its exit status. */
@NullMarked
package hakaru.kakeru;

import org.jspecify.annotations.NullMarked;
