package hakaru.ingest.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.Impression;
import hakaru.contract.Invalidity;
import hakaru.contract.Receipt;
import hakaru.ingest.beacon.Beacon;
import hakaru.ingest.producer.AckTimes;
import hakaru.ingest.producer.PublishOutcome;
import hakaru.ingest.producer.ReplaceableProducer;
import hakaru.ingest.producer.Unavailability;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.runtime.kafka.TopicSpec;
import hakaru.runtime.management.Readiness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventLoopPublisherTest {
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(5);
    private static final PublishOutcome TIMED_OUT =
            PublishOutcome.Unavailable.perhapsStored(Unavailability.ACK_TIMEOUT);

    private static final Duration STALL = new AckTimes(ACK_TIMEOUT).stall();
    private static final int ROOM = 1_000;

    private final Deque<Runnable> eventLoop = new ArrayDeque<>();
    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final List<PublishOutcome> answers = new ArrayList<>();
    private ImpressionPublisher shared;
    private EventLoopPublisher publisher;

    @BeforeEach
    void open() throws InterruptedException {
        ReplaceableProducer producer = ReplaceableProducer.open(
                () -> new ReplaceableProducer.Open(kafka, () -> {}),
                new ReplaceableProducer.Limits(Duration.ZERO, Duration.ofSeconds(1)),
                registry);
        Outage outage = new Outage(new PublishMetrics(registry), new Readiness(), clock.monotonicTime());
        shared = new ImpressionPublisher(config(), () -> Optional.of("topicId"), producer, outage);
        publisher = new EventLoopPublisher(shared, ROOM, eventLoop::add, clock);
    }

    private static PublishConfig config() {
        TopicSpec topics = new TopicSpec("", true, 1, (short) 1, Duration.ofHours(1));
        KafkaConfig nowhere = new KafkaConfig("127.0.0.1:9092", ClientProperties.NONE, topics);
        return new PublishConfig(nowhere, ACK_TIMEOUT, 1 << 20, ClientProperties.NONE);
    }

    @AfterEach
    void close() {
        shared.close();
    }

    @Test
    void shouldPublishTheTimeOfReceiptTheAdAndTheValue() throws Exception {
        publisher.publish(
                new Beacon("open", 7, Optional.empty(), Invalidity.INVALIDITY_NONE), 1_700_000_000_123L, answers::add);

        ProducerRecord<byte[], byte[]> message = kafka.history().get(0);
        assertThat(message.topic()).isEqualTo("impressions");
        assertThat(message.key()).isNull();
        assertThat(message.timestamp()).isEqualTo(1_700_000_000_123L);
        assertThat(Impression.parseFrom(message.value()))
                .isEqualTo(Impression.newBuilder().setAd("open").setValue(7).build());
    }

    @Test
    void shouldAnswerOnlyOnceKafkaHasAcknowledged() {
        publish();
        assertThat(answers).isEmpty();
        assertThat(inFlight()).isOne();

        kafka.completeNext();
        runEventLoop();

        assertThat(answers).containsExactly(acknowledged(0));
        assertThat(count("hakaru.ingest.acknowledged")).isOne();
        assertThat(inFlight()).isZero();
    }

    @Test
    void shouldGiveUpAfterTheAckTimeoutAndNotBefore() {
        publish();
        clock.advance(ACK_TIMEOUT.minusMillis(1));
        publisher.expire();
        assertThat(answers).isEmpty();

        clock.advance(Duration.ofMillis(1));
        publisher.expire();

        assertThat(answers).containsExactly(TIMED_OUT);
        assertThat(unavailable("ack_timeout")).isOne();
        assertThat(inFlight()).isZero();
    }

    @Test
    void shouldGiveUpOnlyOnThoseThatWaitedTooLong() {
        publish();
        publish();
        kafka.completeNext();
        runEventLoop();
        clock.advance(Duration.ofSeconds(1));
        publish();
        clock.advance(ACK_TIMEOUT.minusSeconds(1));

        publisher.expire();

        assertThat(answers).containsExactly(acknowledged(0), TIMED_OUT);
        assertThat(inFlight()).isOne();
    }

    @Test
    void shouldCountAnAcknowledgementThatComesTooLateAndNotAnswerAgain() {
        publish();
        clock.advance(ACK_TIMEOUT);
        publisher.expire();

        kafka.completeNext();
        runEventLoop();

        assertThat(answers).containsExactly(TIMED_OUT);
        assertThat(count("hakaru.ingest.late.acks")).isOne();
        assertThat(count("hakaru.ingest.acknowledged")).isZero();
        assertThat(inFlight()).isZero();
    }

    @Test
    void shouldNotAnswerAFailureThatComesTooLate() {
        publish();
        clock.advance(ACK_TIMEOUT);
        publisher.expire();

        kafka.errorNext(new TimeoutException("expired"));
        runEventLoop();

        assertThat(answers).containsExactly(TIMED_OUT);
        assertThat(unavailable("ack_timeout")).isOne();
        assertThat(count("hakaru.ingest.late.acks")).isZero();
    }

    @Test
    void shouldTakeAnAcknowledgementThatIsThereBeforeAnythingExpires() {
        publish();
        clock.advance(ACK_TIMEOUT.multipliedBy(2));
        kafka.completeNext();

        publisher.expire();

        assertThat(answers).containsExactly(acknowledged(0));
    }

    @Test
    void shouldTakeAnAcknowledgementThatIsThereBeforeItAdmitsNothing() {
        publish();
        clock.advance(STALL);
        kafka.completeNext();

        publish();

        assertThat(answers).containsExactly(acknowledged(0));
        assertThat(inFlight()).isOne();
    }

    @Test
    void shouldAdmitNothingWhileTheOldestHasWaitedTooLong() {
        publish();
        clock.advance(STALL.minusMillis(1));
        publish();
        assertThat(answers).isEmpty();

        clock.advance(Duration.ofMillis(1));
        publish();

        assertThat(answers).containsExactly(PublishOutcome.Unavailable.notStored(Unavailability.STALLED));
        assertThat(kafka.history()).hasSize(2);
        assertThat(unavailable("stalled")).isOne();
        assertThat(inFlight()).isEqualTo(2);
    }

    @Test
    void shouldLetOnlyAFewFindOutWhetherAStallIsOver() {
        publish();
        clock.advance(STALL);
        publish();
        clock.advance(ACK_TIMEOUT.minus(STALL));
        kafka.errorNext(new TimeoutException("given up"));
        publisher.expire();
        answers.clear();

        for (int i = 0; i < 100; i++) {
            publish();
        }

        assertThat(answers)
                .hasSize(100 - Admission.PROBES)
                .containsOnly(PublishOutcome.Unavailable.notStored(Unavailability.STALLED));
    }

    @Test
    void shouldNotAdmitWhatThereIsNoRoomFor() {
        for (int i = 0; i < ROOM; i++) {
            publish();
        }
        assertThat(answers).isEmpty();

        publish();

        assertThat(answers).containsExactly(PublishOutcome.Unavailable.notStored(Unavailability.OVERLOADED));
        assertThat(kafka.history()).hasSize(ROOM);
    }

    /** Whatever a failure says that comes later, an earlier try of the producer may have arrived. */
    @Test
    void shouldVouchForNothingThatTheProducerHadTaken() {
        publish();
        kafka.errorNext(new TimeoutException("no acknowledgement"));
        publish();
        kafka.errorNext(new RecordTooLargeException("too large"));
        publish();
        kafka.errorNext(new BufferExhaustedException("not now"));
        runEventLoop();

        assertThat(answers)
                .containsExactly(
                        TIMED_OUT, PublishOutcome.Unavailable.perhapsStored(Unavailability.REFUSED), TIMED_OUT);
        assertThat(unavailable("refused")).isOne();
        assertThat(count("hakaru.ingest.producer.replacements")).isZero();
    }

    @Test
    void shouldSayThatWhatTheProducerDidNotTakeIsNotCounted() {
        kafka.sendException = new BufferExhaustedException("full");
        publish();
        kafka.sendException = new TimeoutException("topic not present in metadata");
        publish();
        runEventLoop();

        assertThat(answers)
                .containsExactly(
                        PublishOutcome.Unavailable.notStored(Unavailability.BUFFER_FULL),
                        PublishOutcome.Unavailable.notStored(Unavailability.NO_METADATA));
        assertThat(unavailable("buffer_full")).isOne();
        assertThat(inFlight()).isZero();
    }

    @Test
    void shouldPublishTheIdAsTheKey() {
        publisher.publish(new Beacon("open", 1, Optional.of("some-id"), Invalidity.INVALIDITY_NONE), 0, answers::add);

        assertThat(kafka.history().get(0).key()).isEqualTo("some-id".getBytes(US_ASCII));
    }

    @Test
    void shouldGiveAReceiptOfWhatKafkaHas() {
        publish();
        kafka.completeNext();
        runEventLoop();

        assertThat(answers)
                .singleElement(InstanceOfAssertFactories.type(PublishOutcome.Acknowledged.class))
                .satisfies(record -> assertThat(publisher.receipt(record)).contains(new Receipt("topicId", 0, 0)));
        assertThat(publisher.receipt(new PublishOutcome.Acknowledged(0, -1))).isEmpty();
    }

    private static PublishOutcome acknowledged(long offset) {
        return new PublishOutcome.Acknowledged(0, offset);
    }

    private void runEventLoop() {
        while (!eventLoop.isEmpty()) {
            eventLoop.remove().run();
        }
    }

    private void publish() {
        publisher.publish(new Beacon("open", 1, Optional.empty(), Invalidity.INVALIDITY_NONE), 0, answers::add);
    }

    private double count(String name) {
        return registry.get(name).counter().count();
    }

    private double unavailable(String reason) {
        return registry.get("hakaru.ingest.unavailable")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private double inFlight() {
        return registry.get("hakaru.ingest.in.flight").gauge().value();
    }
}
