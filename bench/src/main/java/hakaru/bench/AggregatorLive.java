package hakaru.bench;

import hakaru.contract.Topics;
import hakaru.embedded.EmbeddedKafka;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.runtime.kafka.KafkaGate;
import hakaru.runtime.management.Readiness;
import hakaru.testkit.KafkaRelay;
import hakaru.testkit.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Measures an aggregator at work: how old impressions are when they are in a committed batch, whatever happens to it. */
public final class AggregatorLive implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 20;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration SETTLING = Duration.ofSeconds(10);
    private static final Duration STALL = Duration.ofSeconds(30);

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
        RAISE,
        /** Kafka's answers are late for a while. */
        STALL
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

    @Option(names = "--delay", defaultValue = "PT0S", description = "By which Kafka's answers come late.")
    private Duration delay = Duration.ZERO;

    @Option(names = "--warm-up", defaultValue = "15", description = "Seconds.")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "20")
    private int seconds;

    @Option(names = "--jvm-options", defaultValue = "-Xmx256m", split = " ")
    private List<String> jvmOptions = List.of();

    private @Nullable KafkaRelay slow;

    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new AggregatorLive()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (delay.isZero()) {
            try (EmbeddedKafka broker = EmbeddedKafka.start(directory.resolve("kafka"), kafkaPort)) {
                measure(broker.bootstrapServers());
            }
            return 0;
        }
        try (KafkaRelay relay = KafkaRelay.open();
                TestKafka broker = TestKafka.behind(relay)) {
            slow = relay;
            measure(broker.bootstrapServers());
        }
        return 0;
    }

    private void measure(String bootstrapServers) throws Exception {
        KafkaConfig kafka = Settings.load(
                Variables.with(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        bootstrapServers,
                        "KAFKA_TOPIC_PARTITIONS",
                        Integer.toString(partitions))),
                KafkaConfig::from);
        new KafkaGate(kafka, new Readiness())
                .pass(List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS_REJECTED));
        measure(kafka);
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
            if (event != Event.STALL && slow != null) {
                slow.delayAnswers(delay);
                // What began without the delay is over.
                pause(SETTLING);
            }
            watch.begin();
            Duration processor = aggregator.processorTime();
            Duration compilers = aggregator.compilerTime();
            switch (event) {
                case NONE, IDLE -> pause(Duration.ofSeconds(seconds));
                case JOIN -> join(kafka);
                case KILL -> aggregator = killed(kafka, aggregator, watch);
                case RAISE -> raise(kafka, watch);
                case STALL -> stall(load, watch);
            }
            double share = share(aggregator.processorTime().minus(processor));
            double compiling = share(aggregator.compilerTime().minus(compilers));
            String seen = watch.summary();
            load.close();
            awaitAll(load, watch);
            System.out.printf(
                    "live event=%s partitions=%d rate=%d %s processor=%.4f compilers=%.4f%n",
                    event.name().toLowerCase(Locale.ROOT), partitions, rate, seen, share, compiling);
            aggregator.close();
        }
    }

    private double share(Duration used) {
        return used.toMillis() / 1e3 / seconds;
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

    /** Prints how long after its end less than a second of impressions was uncounted. */
    private void stall(LiveLoad load, CountsWatch watch) throws Exception {
        KafkaRelay relay = Objects.requireNonNull(slow, "--event stall needs a --delay");
        relay.delayAnswers(delay);
        pause(STALL);
        relay.release();
        long begin = System.nanoTime();
        await(() -> load.sent() - watch.total() < rate);
        System.out.printf("live caught_up=%d%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    private static void awaitAll(LiveLoad load, CountsWatch watch) throws InterruptedException {
        await(() -> watch.total() == load.sent());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
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
