/** How Kafka Streams runs the combiner: its settings and clients, when it polls, and what follows when a thread dies. */
@NullMarked
package hakaru.aggregator.streams;

import org.jspecify.annotations.NullMarked;
