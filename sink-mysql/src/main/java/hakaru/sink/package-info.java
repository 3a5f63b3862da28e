/** Brings counts from Kafka into MySQL, each exactly once: assembly, configuration and the writer thread. */
@NullMarked
package hakaru.sink;

import org.jspecify.annotations.NullMarked;
