package hakaru.ingest.producer;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Why an impression could not be published; the sender may try again. */
public enum Unavailability {
    /** Nothing has been acknowledged for so long that another impression would wait in vain. */
    STALLED,
    /** As many impressions wait for Kafka as it acknowledges in a time that is worth waiting. */
    OVERLOADED,
    /** Impressions that wait for Kafka fill the producer's memory. */
    BUFFER_FULL,
    /** The producer does not know the topic's partitions. */
    NO_METADATA,
    /** Kafka has not acknowledged in time; whether it has the record is not known. */
    ACK_TIMEOUT,
    /** The producer met a fatal error and its successor is not there yet. */
    NO_PRODUCER,
    /** Kafka does not take the record, such as for its size or for want of a right. */
    REFUSED;

    /** Why the producer did not take a record. */
    static Unavailability whenSent(Exception failure) {
        if (failure instanceof BufferExhaustedException) {
            return BUFFER_FULL;
        }
        return failure instanceof TimeoutException ? NO_METADATA : ofProducer(failure);
    }

    /** Why a record that the producer had taken was not acknowledged. */
    static Unavailability whenTaken(Exception failure) {
        return failure instanceof TimeoutException ? ACK_TIMEOUT : ofProducer(failure);
    }

    private static Unavailability ofProducer(Exception failure) {
        return isFatal(failure) ? NO_PRODUCER : REFUSED;
    }

    /**
     * Whether the producer that reported this is dead for good: the errors that Kafka's own transaction manager calls
     * fatal, what it throws once it is in that state (a {@link KafkaException} that no broker sent), and a closed one.
     */
    static boolean isFatal(Exception failure) {
        if (failure instanceof ApiException) {
            return isFatalAnswer(failure);
        }
        return failure instanceof IllegalStateException
                || (failure instanceof KafkaException && !(failure instanceof InterruptException));
    }

    private static boolean isFatalAnswer(Exception failure) {
        return failure instanceof ClusterAuthorizationException
                || failure instanceof TransactionalIdAuthorizationException
                || failure instanceof AuthenticationException
                || failure instanceof ProducerFencedException
                || failure instanceof UnsupportedVersionException
                || failure instanceof InvalidPidMappingException;
    }
}
