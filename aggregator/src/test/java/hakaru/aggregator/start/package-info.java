@NullMarked
package hakaru.aggregator.start;

import org.jspecify.annotations.NullMarked;
