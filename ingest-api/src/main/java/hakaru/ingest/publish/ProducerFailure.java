package hakaru.ingest.publish;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Tells failures of one record from those after which an idempotent producer never sends again. */
final class ProducerFailure {
    private ProducerFailure() {}

    /**
     * Whether the producer that reported this is dead for good: the errors that Kafka's own transaction manager calls
     * fatal, what it throws once it is in that state (a {@link KafkaException} that no broker sent), and a closed one.
     */
    static boolean isFatal(Exception failure) {
        if (failure instanceof IllegalStateException) {
            return true;
        }
        if (failure instanceof ApiException) {
            return isFatalAnswer(failure);
        }
        return failure instanceof KafkaException && !(failure instanceof InterruptException);
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
