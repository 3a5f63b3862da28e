@NullMarked
package hakaru.aggregator.streams;

import org.jspecify.annotations.NullMarked;
