/** The writer: the thread that carries batches from Kafka to MySQL, the consumer it has, and what it does when either fails. */
@NullMarked
package hakaru.sink.writer;

import org.jspecify.annotations.NullMarked;
