/** One Kafka producer, which is replaced when it dies: sends records and says what became of each. */
@NullMarked
package hakaru.ingest.producer;

import org.jspecify.annotations.NullMarked;
