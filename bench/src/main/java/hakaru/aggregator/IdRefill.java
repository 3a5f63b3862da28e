package hakaru.aggregator;

import hakaru.aggregator.counting.RepeatWindow;
import hakaru.aggregator.counting.SipHash;
import hakaru.aggregator.kafka.KafkaImpressionLog;
import hakaru.aggregator.kafka.TopicFacts;
import hakaru.aggregator.start.TaskStarts;
import hakaru.aggregator.start.WaitingPartitions;
import hakaru.bench.ImpressionBacklog;
import hakaru.bench.Spread;
import hakaru.contract.CountBatch;
import hakaru.contract.RememberedIds;
import hakaru.contract.Topics;
import hakaru.embedded.EmbeddedKafka;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaGate;
import hakaru.runtime.management.Readiness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Measures how fast tasks that start remember the ids of the records before, and what an id takes on the heap. */
public final class IdRefill implements Callable<Integer> {
    /** As many as a window has, and alike. */
    private static final int GENERATIONS = 6;

    private static final double NANOS = 1e9;

    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    @Option(names = "--kafka-port", defaultValue = "19092")
    private int kafkaPort;

    @Option(names = "--events", defaultValue = "4000000")
    private long events;

    @Option(names = "--partitions", defaultValue = "4")
    private int partitions;

    private final List<RepeatWindow> windows = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new IdRefill()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("kafka"), kafkaPort)) {
            AggregatorConfig config = config(broker);
            new KafkaGate(config.kafka(), new Readiness())
                    .pass(List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS_REJECTED));
            new ImpressionBacklog(10_000, Spread.ZIPF, events, 30_000, true).write(config.kafka());
            try (Admin admin = config.kafka().admin("bench-admin")) {
                emitAll(config, admin);
                // The first one warms the machine up.
                refill(config, admin);
                report(refill(config, admin));
            }
            return 0;
        }
    }

    private AggregatorConfig config(EmbeddedKafka broker) {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("KAFKA_TOPIC_PARTITIONS", Integer.toString(partitions));
        environment.put("AGGREGATOR_REPEAT_IDS", Long.toString(events));
        return Settings.load(environment, AggregatorConfig::from);
    }

    /** As if an aggregator had just emitted all that there is. */
    private void emitAll(AggregatorConfig config, Admin admin) {
        long each = events / partitions;
        Map<String, Object> properties = config.kafka().clientProperties("bench");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            String topicId =
                    new TopicFacts(admin, config.kafka()).id(config.kafka().topic(Topics.IMPRESSIONS));
            for (int partition = 0; partition < partitions; partition++) {
                CountBatch.Builder batch = CountBatch.newBuilder()
                        .setTopicId(topicId)
                        .setPartition(partition)
                        .setToOffset(each);
                for (int generation = 0; generation < GENERATIONS; generation++) {
                    batch.addRemembered(RememberedIds.newBuilder()
                            .setFromOffset(each * generation / GENERATIONS)
                            .setBegin(generation));
                }
                var unused = producer.send(new ProducerRecord<>(
                        config.kafka().topic(Topics.IMPRESSION_COUNTS),
                        partition,
                        null,
                        batch.build().toByteArray()));
            }
        }
    }

    /** Returns how many seconds it took. */
    private double refill(AggregatorConfig config, Admin admin) {
        windows.clear();
        SipHash hash = SipHash.random();
        TaskStarts starts = new TaskStarts(
                new KafkaImpressionLog(config.kafka(), admin),
                new WaitingPartitions(new Readiness().condition("partitions", ""), new SimpleMeterRegistry()),
                noted -> new RepeatWindow(config.repeats(), hash, noted));
        for (int partition = 0; partition < partitions; partition++) {
            starts.await(partition);
        }
        long begin = System.nanoTime();
        for (int partition = 0; partition < partitions; partition++) {
            windows.add(starts.of(partition, System.currentTimeMillis())
                    .orElseThrow()
                    .window());
        }
        return (System.nanoTime() - begin) / NANOS;
    }

    private void report(double seconds) {
        int ids = windows.stream().mapToInt(RepeatWindow::ids).sum();
        long with = usedHeap();
        windows.clear();
        long without = usedHeap();
        System.out.printf(
                "refill ids=%d ids_per_second=%d bytes_per_id=%.1f%n",
                ids, Math.round(ids / seconds), (double) (with - without) / ids);
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
