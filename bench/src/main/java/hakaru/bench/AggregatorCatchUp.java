package hakaru.bench;

import hakaru.contract.Topics;
import hakaru.embedded.EmbeddedKafka;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.runtime.kafka.KafkaGate;
import hakaru.runtime.management.Readiness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Measures how fast an aggregator on one core works off impressions; the broker has another core. */
public final class AggregatorCatchUp implements Callable<Integer> {
    private static final int BROKER_CORE = 0;
    private static final int AGGREGATOR_CORE = 1;

    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    @Option(names = "--kafka-port", defaultValue = "19092")
    private int kafkaPort;

    @Option(names = "--ads", defaultValue = "100")
    private int ads;

    @Option(names = "--spread", defaultValue = "zipf")
    private Spread spread = Spread.ZIPF;

    @Option(names = "--events", defaultValue = "12000000")
    private long events;

    @Option(names = "--partitions", defaultValue = "4")
    private int partitions;

    @Option(names = "--rate", defaultValue = "30000", description = "At which the impressions had come in.")
    private int rate;

    @Option(names = "--ids", description = "Each impression has an id.")
    private boolean ids;

    @Option(names = "--jvm-options", defaultValue = "-Xmx256m", split = " ")
    private List<String> jvmOptions = List.of();

    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new AggregatorCatchUp()).setCaseInsensitiveEnumValuesAllowed(true);
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
                    KafkaConfig::from);
            new KafkaGate(kafka, new Readiness())
                    .pass(List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS_REJECTED));
            new ImpressionBacklog(ads, spread, events, rate, ids).write(kafka);
            Cores.confineThisProcessTo(BROKER_CORE);
            catchUp(kafka);
            return 0;
        }
    }

    private void catchUp(KafkaConfig kafka) throws Exception {
        long begin = System.currentTimeMillis();
        try (AggregatorProcess aggregator = AggregatorProcess.start(kafka, directory, AGGREGATOR_CORE, jvmOptions)) {
            aggregator.awaitCommitted(events);
            // Before it ends: the last batches may come after the offsets they stand for.
            report(EmittedBatches.read(kafka, events), begin);
        }
    }

    private void report(EmittedBatches emitted, long begin) {
        System.out.printf(
                "aggregator ads=%d spread=%s ids=%s partitions=%d events=%d %s events_per_second=%d with_start=%d%n",
                ads,
                spread,
                ids,
                partitions,
                events,
                emitted,
                emitted.eventsPerSecond(),
                emitted.eventsPerSecondSince(begin));
    }
}
