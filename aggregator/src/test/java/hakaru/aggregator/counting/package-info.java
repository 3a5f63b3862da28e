@NullMarked
package hakaru.aggregator.counting;

import org.jspecify.annotations.NullMarked;
