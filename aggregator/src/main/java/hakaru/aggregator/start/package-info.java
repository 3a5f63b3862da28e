/** Where a task starts, and what it has missed, as Kafka tells: the last batch, the open transactions, the records to read again. */
@NullMarked
package hakaru.aggregator.start;

import org.jspecify.annotations.NullMarked;
