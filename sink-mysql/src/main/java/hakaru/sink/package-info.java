/** Brings counts from Kafka into MySQL, each exactly once: the commands, the configuration, and what goes on beside the writer. */
@NullMarked
package hakaru.sink;

import org.jspecify.annotations.NullMarked;
