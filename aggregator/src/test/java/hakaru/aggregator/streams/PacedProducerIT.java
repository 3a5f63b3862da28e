package hakaru.aggregator.streams;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.combiner.AggregatorMetrics;
import hakaru.aggregator.combiner.FakeImpressionLog;
import hakaru.aggregator.combiner.FlushPace;
import hakaru.aggregator.combiner.JobParts.ThreadParts;
import hakaru.aggregator.counting.RepeatConfig;
import hakaru.aggregator.counting.RepeatWindow;
import hakaru.aggregator.counting.SipHash;
import hakaru.aggregator.start.TaskStarts;
import hakaru.aggregator.start.WaitingPartitions;
import hakaru.runtime.management.Readiness;
import hakaru.testkit.TestKafka;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacedProducerIT {
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final MockClock clock = new MockClock();
    private final FlushPace pace = new FlushPace(INTERVAL, new AggregatorMetrics(new SimpleMeterRegistry()));
    private final TestKafka kafka = TestKafka.shared();
    private final String topic = kafka.newTopicPrefix() + "counts";
    private final TaskStarts starts = new TaskStarts(
            new FakeImpressionLog(),
            new WaitingPartitions(new Readiness().condition("partitions", ""), new SimpleMeterRegistry()),
            noted -> new RepeatWindow(new RepeatConfig(Duration.ofMinutes(2), 1_000), new SipHash(1, 2), noted));
    private PacedProducer producer;

    @BeforeEach
    void open() {
        kafka.createTopic(topic, 1);
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                topic);
        producer = new PacedProducer(properties, () -> new ThreadParts(pace, starts), clock);
        producer.initTransactions();
    }

    @AfterEach
    void close() {
        producer.close();
    }

    /** Its end is quick, which is believed once. */
    @Test
    void shouldTakeACommitForAsLongAsItsWaitForAcknowledgements() {
        commitAfterSlowAcknowledgements();
        assertThat(pause()).isEqualTo(INTERVAL);

        commitAfterSlowAcknowledgements();
        assertThat(pause()).isEqualTo(Duration.ofSeconds(3));
    }

    private void commitAfterSlowAcknowledgements() {
        Future<RecordMetadata> sent = begin();
        producer.flush();
        clock.add(Duration.ofSeconds(3));
        producer.commitTransaction();

        assertThat(sent).isDone();
    }

    /** Else the first impression after an idle hour would be counted ten seconds late. */
    @Test
    void shouldNotTakeIdleTimeForACommitThatIsSlow() {
        producer.flush();
        clock.add(Duration.ofHours(1));
        Future<RecordMetadata> sent = begin();
        producer.flush();
        producer.commitTransaction();

        assertThat(sent).isDone();
        assertThat(pause()).isEqualTo(INTERVAL);
    }

    private Future<RecordMetadata> begin() {
        producer.beginTransaction();
        pace.emitted(0);
        return producer.send(new ProducerRecord<>(topic, new byte[1]));
    }

    private Duration pause() {
        return Duration.ofMillis(pace.nextFlush(clock.wallTime()) - clock.wallTime());
    }
}
