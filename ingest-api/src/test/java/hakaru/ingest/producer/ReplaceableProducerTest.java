package hakaru.ingest.producer;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplaceableProducerTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final PublishOutcome NOT_PUBLISHED =
            PublishOutcome.Unavailable.notStored(Unavailability.NO_PRODUCER);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<MockProducer<byte[], byte[]>> opened = new CopyOnWriteArrayList<>();
    private final List<PublishOutcome> results = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayOpenAnother = new CountDownLatch(1);
    private ReplaceableProducer producer;

    @BeforeEach
    void open() throws InterruptedException {
        ReplaceableProducer.Limits limits = new ReplaceableProducer.Limits(Duration.ofMillis(1), LIMIT);
        producer = ReplaceableProducer.open(this::newProducer, limits, registry);
    }

    private ReplaceableProducer.Open newProducer() throws InterruptedException {
        if (!opened.isEmpty()) {
            mayOpenAnother.await();
        }
        MockProducer<byte[], byte[]> next =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        opened.add(next);
        return new ReplaceableProducer.Open(next, () -> {});
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void shouldReplaceAProducerThatThrowsAFatalError() {
        opened.get(0).sendException = new KafkaException("in an error state");

        assertThat(send()).contains(NOT_PUBLISHED);
        assertThat(send()).contains(NOT_PUBLISHED);
        mayOpenAnother.countDown();
        Await.until("a new producer", LIMIT, () -> opened.size() == 2 && sendTo(1));

        Await.until("the old producer closed", LIMIT, () -> opened.get(0).closed());
        assertThat(replacements()).isOne();
    }

    @Test
    void shouldReplaceAProducerWhoseCallbackBringsAFatalError() {
        sendTo(0);

        opened.get(0).errorNext(new ClusterAuthorizationException("not allowed"));
        mayOpenAnother.countDown();

        Await.until("a new producer", LIMIT, () -> opened.size() == 2 && sendTo(1));
        assertThat(replacements()).isOne();
    }

    @Test
    void shouldReplaceAClosedProducerOnce() {
        opened.get(0).close();

        assertThat(send()).contains(NOT_PUBLISHED);
        send();
        mayOpenAnother.countDown();

        Await.until("a new producer", LIMIT, () -> opened.size() == 2 && sendTo(1));
        assertThat(replacements()).isOne();
    }

    @Test
    void shouldKeepAProducerThatFailedOneRecord() {
        sendTo(0);

        opened.get(0).errorNext(new RecordTooLargeException("too large"));

        assertThat(sendTo(0)).isTrue();
        assertThat(replacements()).isZero();
    }

    @Test
    void shouldCloseWhileAReplacementIsAwaited() {
        opened.get(0).sendException = new KafkaException("in an error state");
        send();

        producer.close();

        assertThat(opened).hasSize(1);
        Await.until("the dead producer closed", LIMIT, () -> opened.get(0).closed());
        assertThat(send()).contains(NOT_PUBLISHED);
    }

    /** Sends one record; returns what became of it at once. */
    private Optional<PublishOutcome> send() {
        int before = results.size();
        producer.send(new ProducerRecord<>("impressions", new byte[1]), results::add);
        return results.size() > before ? Optional.of(results.get(before)) : Optional.empty();
    }

    private boolean sendTo(int number) {
        int before = opened.get(number).history().size();
        send();
        return opened.get(number).history().size() == before + 1;
    }

    private double replacements() {
        return registry.get("hakaru.ingest.producer.replacements").counter().count();
    }
}
