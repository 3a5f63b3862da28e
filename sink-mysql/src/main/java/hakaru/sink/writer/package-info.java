/** The thread that carries batches from Kafka to MySQL, with its consumer, and what it does when either fails. */
@NullMarked
package hakaru.sink.writer;

import org.jspecify.annotations.NullMarked;
