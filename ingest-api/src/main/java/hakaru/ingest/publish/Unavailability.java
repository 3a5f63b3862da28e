package hakaru.ingest.publish;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Why an impression could not be published; the sender may try again. */
public enum Unavailability {
    /** Impressions that wait for Kafka fill the producer's memory. */
    BUFFER_FULL,
    /** The producer does not know the topic's partitions. */
    NO_METADATA,
    /** Kafka has not acknowledged in time; whether it has the record is not known. */
    ACK_TIMEOUT,
    /** The producer met a fatal error and its successor is not there yet. */
    NO_PRODUCER,
    /** Kafka refused the record. */
    REFUSED;

    /** Classifies what the producer's callback was given. */
    static Unavailability of(@Nullable RecordMetadata metadata, Exception failure) {
        if (failure instanceof BufferExhaustedException) {
            return BUFFER_FULL;
        }
        if (failure instanceof TimeoutException) {
            // Only a record that never got a partition failed for want of metadata.
            boolean noPartition = metadata != null && metadata.partition() == RecordMetadata.UNKNOWN_PARTITION;
            return noPartition ? NO_METADATA : ACK_TIMEOUT;
        }
        return ProducerFailure.isFatal(failure) ? NO_PRODUCER : REFUSED;
    }
}
