/** Brings counts from Kafka into MySQL, each exactly once: commands, configuration, and what goes on beside the writer. */
@NullMarked
package hakaru.sink;

import org.jspecify.annotations.NullMarked;
