package hakaru.ingest.publish;

import hakaru.contract.Receipt;
import hakaru.ingest.beacon.Beacon;
import hakaru.ingest.producer.PublishOutcome;
import hakaru.ingest.producer.Unavailability;
import io.micrometer.core.instrument.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes the impressions of one event loop and answers each there once: when Kafka has acknowledged, when that failed,
 * when it took too long, or at once when it would. Confined to its event loop; only the producer's callback comes from
 * elsewhere.
 */
public final class EventLoopPublisher {
    private final ImpressionPublisher publisher;
    private final Admission admission;
    private final Clock clock;
    private final long limit;
    private final AckQueue<Completion> completions;

    /** In order of deadline, because all wait equally long; answered ones leave when they come to the head. */
    private final Deque<PendingImpression> pending = new ArrayDeque<>();

    /** What the callback brought. */
    private record Completion(PendingImpression impression, PublishOutcome outcome) {}

    /** @param maxWaiting impressions that may wait for Kafka here at a time */
    public EventLoopPublisher(ImpressionPublisher publisher, int maxWaiting, Executor eventLoop, Clock clock) {
        this.publisher = publisher;
        this.admission = new Admission(maxWaiting, publisher.times());
        this.clock = clock;
        this.limit = publisher.times().answer().toNanos();
        this.completions = new AckQueue<>(eventLoop, this::complete);
    }

    /**
     * Publishes a beacon; {@code answer} is called once.
     *
     * @param receivedAt in milliseconds since 1970-01-01T00:00:00Z
     */
    public void publish(Beacon beacon, long receivedAt, Consumer<PublishOutcome> answer) {
        long now = clock.monotonicTime();
        byte[] key = beacon.key();
        PartitionQueue partition = key == null
                ? publisher.partitioner().choose(now, beacon.bytes())
                : publisher.partitioner().of(key);
        Optional<Unavailability> reason = unavailability(beacon, partition, now);
        if (reason.isPresent()) {
            publisher.metrics().notAdmitted(reason.get());
            answer.accept(PublishOutcome.Unavailable.notStored(reason.get()));
            return;
        }
        PendingImpression impression = begin(partition, now, answer);
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(publisher.topic(), partition.number(), receivedAt, key, beacon.encoded());
        publisher.producer().send(message, outcome -> completions.add(new Completion(impression, outcome)));
    }

    /** The receipt of what was acknowledged, where it has one. */
    public Optional<Receipt> receipt(PublishOutcome.Acknowledged record) {
        return publisher.receipt(record);
    }

    /** Why it is not admitted; before that is said, the acknowledgements that are there already make room. */
    private Optional<Unavailability> unavailability(Beacon beacon, PartitionQueue partition, long now) {
        Optional<Unavailability> reason = unavailabilityNow(beacon, partition, now);
        if (reason.isEmpty()) {
            return reason;
        }
        completions.take();
        return unavailabilityNow(beacon, partition, now);
    }

    private Optional<Unavailability> unavailabilityNow(Beacon beacon, PartitionQueue partition, long now) {
        return beacon.id().isPresent()
                ? admission.unavailabilityOfBound(partition, now)
                : admission.unavailability(partition.age(now));
    }

    private PendingImpression begin(PartitionQueue partition, long now, Consumer<PublishOutcome> answer) {
        PendingImpression impression = new PendingImpression(partition, now, answer);
        pending.add(impression);
        admission.began();
        publisher.metrics().begun();
        return impression;
    }

    private void complete(Completion completion) {
        PendingImpression impression = completion.impression();
        if (!impression.leaveProducer(completion.outcome())) {
            return;
        }
        if (completion.outcome() instanceof PublishOutcome.Unavailable failure) {
            fail(impression, failure);
        } else {
            acknowledge(impression, completion.outcome());
        }
        forgetAnswered();
    }

    private void acknowledge(PendingImpression impression, PublishOutcome record) {
        long now = clock.monotonicTime();
        admission.acknowledged(impression.begin(), now);
        if (impression.isAnswered()) {
            publisher.metrics().acknowledgedLate();
            return;
        }
        publisher.metrics().acknowledged(now - impression.begin());
        admission.answered();
        impression.answer(record);
    }

    private void fail(PendingImpression impression, PublishOutcome.Unavailable failure) {
        if (impression.isAnswered()) {
            return;
        }
        publisher.metrics().unavailable(failure.reason());
        admission.waited(impression.begin(), clock.monotonicTime());
        admission.answered();
        impression.answer(failure);
    }

    private void forgetAnswered() {
        while (!pending.isEmpty() && pending.getFirst().isAnswered()) {
            pending.removeFirst();
        }
    }

    /** Gives up on impressions that have waited too long; to be called every {@link #tick()}. */
    public void expire() {
        // What is there already is not late, however busy this event loop was.
        completions.take();
        long now = clock.monotonicTime();
        admission.look();
        if (!pending.isEmpty()) {
            admission.waited(pending.getFirst().begin(), now);
        }
        while (!pending.isEmpty() && now - pending.getFirst().begin() >= limit) {
            fail(pending.removeFirst(), PublishOutcome.Unavailable.perhapsStored(Unavailability.ACK_TIMEOUT));
        }
        publisher.look(now);
    }

    /** How often to look for overdue impressions: a beacon waits that much longer at most. */
    public Duration tick() {
        return publisher.times().tick();
    }
}
