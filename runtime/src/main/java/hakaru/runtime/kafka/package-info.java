/** Kafka as every service meets it: its address, the wait for it, and the topics' shape. */
@NullMarked
package hakaru.runtime.kafka;

import org.jspecify.annotations.NullMarked;
