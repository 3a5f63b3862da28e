package hakaru.ingest.publish;

import hakaru.contract.Impression;
import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the impressions of one event loop and answers each there once: when Kafka has acknowledged, when that failed,
 * or when it took too long. Confined to its event loop; only the producer's callback comes from elsewhere.
 */
public final class EventLoopPublisher {
    private static final int TICKS = 20;

    private final ImpressionPublisher publisher;
    private final Clock clock;
    private final AckQueue<Completion> completions;

    /** In order of deadline, because all wait equally long; settled ones leave when they come to the head. */
    private final Deque<PendingImpression> pending = new ArrayDeque<>();

    /** What the callback brought: a failure, or none when Kafka has the record. */
    private record Completion(
            PendingImpression impression, @Nullable Unavailability failure) {}

    EventLoopPublisher(ImpressionPublisher publisher, Executor eventLoop, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
        this.completions = new AckQueue<>(eventLoop, this::complete);
    }

    /** Publishes an impression received at {@code receipt}, milliseconds since 1970; {@code answer} is called once. */
    public void publish(long receipt, String ad, long value, Consumer<PublishOutcome> answer) {
        long now = clock.monotonicTime();
        PendingImpression impression =
                new PendingImpression(now, now + publisher.ackTimeout().toNanos(), answer);
        pending.add(impression);
        publisher.metrics().begun();
        byte[] encoded =
                Impression.newBuilder().setAd(ad).setValue(value).build().toByteArray();
        publisher.send(receipt, encoded, (metadata, failure) -> completed(impression, metadata, failure));
    }

    /** Runs on whatever thread the producer chose. */
    private void completed(
            PendingImpression impression, @Nullable RecordMetadata metadata, @Nullable Exception failure) {
        completions.add(new Completion(impression, failure == null ? null : Unavailability.of(metadata, failure)));
    }

    private void complete(Completion completion) {
        Unavailability failure = completion.failure();
        if (failure != null) {
            fail(completion.impression(), failure);
        } else {
            acknowledge(completion.impression());
        }
        forgetSettled();
    }

    private void acknowledge(PendingImpression impression) {
        if (impression.isSettled()) {
            publisher.metrics().acknowledgedLate();
            return;
        }
        publisher.metrics().acknowledged(impression.age(clock.monotonicTime()));
        impression.settle(PublishOutcome.Acknowledged.INSTANCE);
    }

    /** A second failure of the same impression says nothing new: a dying producer may throw and call back. */
    private void fail(PendingImpression impression, Unavailability reason) {
        if (impression.isSettled()) {
            return;
        }
        publisher.metrics().unavailable(reason);
        impression.settle(new PublishOutcome.Unavailable(reason));
    }

    private void forgetSettled() {
        while (!pending.isEmpty() && pending.getFirst().isSettled()) {
            pending.removeFirst();
        }
    }

    /** Gives up on impressions that have waited too long; to be called every {@link #tick()}. */
    public void expire() {
        long now = clock.monotonicTime();
        while (!pending.isEmpty() && pending.getFirst().isOverdue(now)) {
            fail(pending.removeFirst(), Unavailability.ACK_TIMEOUT);
        }
    }

    /** How often to look for overdue impressions: a beacon waits a twentieth longer at most. */
    public Duration tick() {
        return publisher.ackTimeout().dividedBy(TICKS);
    }
}
