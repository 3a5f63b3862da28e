/** Asks Kafka, outside the group: for the last batches, open transactions, records to read again, and what the topics are. */
@NullMarked
package hakaru.aggregator.kafka;

import org.jspecify.annotations.NullMarked;
