/** The Kafka Streams job: its topology and clients, when it polls and commits, and the processor that emits batches. */
@NullMarked
package hakaru.aggregator.streams;

import org.jspecify.annotations.NullMarked;
