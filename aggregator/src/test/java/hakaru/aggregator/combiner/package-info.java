@NullMarked
package hakaru.aggregator.combiner;

import org.jspecify.annotations.NullMarked;
