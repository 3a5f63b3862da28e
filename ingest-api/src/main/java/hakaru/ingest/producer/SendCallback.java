package hakaru.ingest.producer;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Tells what becomes of one record. A failure that the producer reports before {@code send} has returned is one of a
 * record it has not taken: Kafka cannot have that. Later ones leave it open, whatever they say, because an earlier try
 * may have arrived.
 */
final class SendCallback implements Callback {
    private final Consumer<PublishOutcome> listener;
    private final Consumer<Exception> failures;
    private final Thread sender = Thread.currentThread();

    /** Read and written by the sender alone. */
    private boolean taken;

    SendCallback(Consumer<PublishOutcome> listener, Consumer<Exception> failures) {
        this.listener = listener;
        this.failures = failures;
    }

    void taken() {
        taken = true;
    }

    /** Comes from any thread, also from the sender's own, and from a dying producer twice. */
    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure != null) {
            listener.accept(outcome(failure));
            failures.accept(failure);
        } else if (metadata != null) {
            listener.accept(new PublishOutcome.Acknowledged(metadata.partition(), metadata.offset()));
        }
    }

    private PublishOutcome outcome(Exception failure) {
        boolean whileSending = Thread.currentThread().equals(sender) && !taken;
        return whileSending
                ? PublishOutcome.Unavailable.notStored(Unavailability.whenSent(failure))
                : PublishOutcome.Unavailable.perhapsStored(Unavailability.whenTaken(failure));
    }
}
