package hakaru.bench;

import hakaru.contract.Topics;
import hakaru.embedded.EmbeddedKafka;
import hakaru.runtime.KafkaConfig;
import hakaru.runtime.KafkaGate;
import hakaru.runtime.Readiness;
import hakaru.runtime.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Measures an aggregator at work: how old impressions are when they are in a committed batch, whatever happens to it. */
public final class AggregatorLive implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 20;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    enum Event {
        /** Nothing. */
        NONE,
        /** No impressions come. */
        IDLE,
        /** A second instance joins. */
        JOIN,
        /** The instance is killed and started again. */
        KILL,
        /** Partitions are raised. */
        RAISE
    }

    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    @Option(names = "--kafka-port", defaultValue = "19092")
    private int kafkaPort;

    @Option(names = "--event", defaultValue = "none")
    private Event event = Event.NONE;

    @Option(names = "--partitions", defaultValue = "200")
    private int partitions;

    @Option(names = "--to", defaultValue = "48", description = "Partitions after they are raised.")
    private int to;

    @Option(names = "--rate", defaultValue = "10000")
    private int rate;

    @Option(names = "--warm-up", defaultValue = "15", description = "Seconds.")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "20")
    private int seconds;

    @Option(names = "--jvm-options", defaultValue = "-Xmx256m", split = " ")
    private List<String> jvmOptions = List.of();

    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new AggregatorLive()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("kafka"), kafkaPort)) {
            KafkaConfig kafka = Settings.load(
                    Variables.with(Map.of(
                            "KAFKA_BOOTSTRAP_SERVERS",
                            broker.bootstrapServers(),
                            "KAFKA_TOPIC_PARTITIONS",
                            Integer.toString(partitions))),
                    "KAFKA_",
                    KafkaConfig::from);
            new KafkaGate(kafka, new Readiness())
                    .pass(List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS_REJECTED));
            measure(kafka);
            return 0;
        }
    }

    private void measure(KafkaConfig kafka) throws Exception {
        LiveLoad load = LiveLoad.start(kafka, rate);
        try (CountsWatch watch = CountsWatch.start(kafka, load)) {
            AggregatorProcess aggregator = start(kafka, "one");
            pause(Duration.ofSeconds(warmUp));
            if (event == Event.IDLE) {
                load.close();
                pause(Duration.ofSeconds(warmUp));
            }
            watch.begin();
            Duration processor = aggregator.processorTime();
            switch (event) {
                case NONE, IDLE -> pause(Duration.ofSeconds(seconds));
                case JOIN -> join(kafka);
                case KILL -> aggregator = killed(kafka, aggregator, watch);
                case RAISE -> raise(kafka, watch);
            }
            double share = aggregator.processorTime().minus(processor).toMillis() / 1e3 / seconds;
            String seen = watch.summary();
            load.close();
            awaitAll(load, watch);
            System.out.printf(
                    "live event=%s partitions=%d rate=%d %s processor=%.4f%n",
                    event.name().toLowerCase(java.util.Locale.ROOT), partitions, rate, seen, share);
            aggregator.close();
        }
    }

    private AggregatorProcess start(KafkaConfig kafka, String name) throws Exception {
        return AggregatorProcess.start(kafka, directory, List.of(), name, jvmOptions);
    }

    private void join(KafkaConfig kafka) throws Exception {
        try (AggregatorProcess second = start(kafka, "two")) {
            pause(Duration.ofSeconds(seconds));
        }
    }

    /** Prints how long it took from the start to the first new batch. */
    private AggregatorProcess killed(KafkaConfig kafka, AggregatorProcess aggregator, CountsWatch watch)
            throws Exception {
        aggregator.kill();
        // What it had committed is seen by now.
        pause(Duration.ofMillis(500));
        long before = watch.total();
        long begin = System.nanoTime();
        AggregatorProcess again = start(kafka, "one");
        await(() -> watch.total() > before);
        System.out.printf("live first_count=%d%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        pause(Duration.ofSeconds(seconds));
        return again;
    }

    private void raise(KafkaConfig kafka, CountsWatch watch) throws Exception {
        long begin = System.nanoTime();
        try (Admin admin = kafka.admin("bench")) {
            for (String topic : List.of(Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS)) {
                admin.createPartitions(Map.of(kafka.topic(topic), NewPartitions.increaseTo(to)))
                        .all()
                        .get();
            }
        }
        await(() -> watch.partitions() == to);
        System.out.printf("live all_counted=%d%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        pause(Duration.ofSeconds(seconds));
    }

    private static void awaitAll(LiveLoad load, CountsWatch watch) throws InterruptedException {
        await(() -> watch.total() == load.sent());
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("nothing for " + LIMIT);
            }
            pause(Duration.ofMillis(PAUSE_MILLIS));
        }
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }
}
