package hakaru.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplaceableProducerTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<MockProducer<byte[], byte[]>> opened = new CopyOnWriteArrayList<>();
    private final List<Exception> results = new CopyOnWriteArrayList<>();
    private final CountDownLatch mayOpenAnother = new CountDownLatch(1);
    private ImpressionPublisher publisher;

    @BeforeEach
    void open() throws InterruptedException {
        PublishMetrics metrics = new PublishMetrics(registry);
        ReplaceableProducer.Limits limits = new ReplaceableProducer.Limits(Duration.ofMillis(1), LIMIT);
        publisher = new ImpressionPublisher(
                "impressions",
                Duration.ofSeconds(1),
                ReplaceableProducer.open(this::newProducer, metrics, limits),
                metrics);
    }

    private OpenProducer newProducer() throws InterruptedException {
        if (!opened.isEmpty()) {
            mayOpenAnother.await();
        }
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        opened.add(producer);
        return new OpenProducer(producer, () -> {});
    }

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void shouldReplaceAProducerThatThrowsAFatalError() {
        opened.get(0).sendException = new KafkaException("in an error state");

        assertThat(send()).isInstanceOf(KafkaException.class);
        assertThat(send()).isInstanceOf(IllegalStateException.class).hasMessageContaining("replaced");
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

        assertThat(send()).isInstanceOf(IllegalStateException.class);
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

        publisher.close();

        assertThat(opened).hasSize(1);
        assertThat(send()).isInstanceOf(IllegalStateException.class);
    }

    /** Sends one record; returns what the callback was given at once, or a stand-in when it was given nothing. */
    private Exception send() {
        int before = results.size();
        publisher.send(0, new byte[] {1}, (metadata, failure) -> {
            if (failure != null) {
                results.add(failure);
            }
        });
        return results.size() > before ? results.get(before) : new Exception("none");
    }

    private boolean sendTo(int producer) {
        int before = opened.get(producer).history().size();
        send();
        return opened.get(producer).history().size() == before + 1;
    }

    private double replacements() {
        return registry.get("hakaru.ingest.producer.replacements").counter().count();
    }
}
