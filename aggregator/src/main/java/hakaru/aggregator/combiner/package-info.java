/** The job's one processor: takes the records of a partition, counts each once, and emits the sums at a pace. */
@NullMarked
package hakaru.aggregator.combiner;

import org.jspecify.annotations.NullMarked;
