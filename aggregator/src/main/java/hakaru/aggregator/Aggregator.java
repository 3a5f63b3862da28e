package hakaru.aggregator;

import hakaru.aggregator.Combiner.Parts;
import hakaru.contract.Groups;
import hakaru.contract.Topics;
import hakaru.runtime.KafkaGate;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.ManagementServer;
import hakaru.runtime.Metrics;
import hakaru.runtime.Readiness;
import hakaru.runtime.Service;
import hakaru.runtime.lag.ConsumerGroupLag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;

/** The aggregator as it runs: a management port and the Streams job. */
public final class Aggregator implements Service {
    /**
     * Who is told to stop leaves the group, one with a name of its own, too (KIP-1092): another member counts its
     * partitions until it is back, and moving them costs no more than a look at Kafka.
     */
    private static final CloseOptions LEAVING = CloseOptions.timeout(Duration.ofSeconds(30))
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);

    /** How far an API's clock may be ahead of this process's. */
    private static final Duration FURTHEST_AHEAD = Duration.ofMinutes(5);

    private final Lifecycle lifecycle = new Lifecycle();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final Readiness readiness = new Readiness();

    private Aggregator() {}

    /** Starts the job; waits for Kafka until interrupted. */
    public static Aggregator start(AggregatorConfig config) throws InterruptedException {
        return start(config, pace -> new StreamsClients(config, pace));
    }

    /**
     * Starts the job with clients of the caller's.
     *
     * @param clients makes them, given the pace of the calling stream thread
     */
    static Aggregator start(AggregatorConfig config, Function<Supplier<FlushPace>, KafkaClientSupplier> clients)
            throws InterruptedException {
        Aggregator aggregator = new Aggregator();
        try {
            aggregator.open(config, clients);
            return aggregator;
        } catch (InterruptedException | RuntimeException | Error e) {
            aggregator.close();
            throw e;
        }
    }

    private void open(AggregatorConfig config, Function<Supplier<FlushPace>, KafkaClientSupplier> clients)
            throws InterruptedException {
        // All that readiness waits for, before the port that tells of it.
        Readiness.Condition running = readiness.condition("streams", "not started");
        Readiness.Condition started = readiness.condition("partitions", "not started");
        KafkaGate kafka = new KafkaGate(config.kafka(), readiness);
        PrometheusMeterRegistry metrics = Metrics.open(lifecycle);
        lifecycle.add("management port", ManagementServer.start("aggregator", config.management(), readiness, metrics));
        kafka.pass(List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS_REJECTED));
        lifecycle.add("group lag", ConsumerGroupLag.start("hakaru-aggregator", config.kafka(), Groups.TOPICS, metrics));
        TopicIdentity topics = lifecycle.add("topic identity", TopicIdentity.start(config.kafka(), failure));
        config.repeats().warnOfHeap(topics.partitions(), Runtime.getRuntime().maxMemory());
        Parts parts = parts(config, topics, new AggregatorMetrics(metrics), new WaitingPartitions(started, metrics));
        KafkaStreams streams = new KafkaStreams(
                AggregatorTopology.of(config.kafka(), () -> new Combiner(parts)),
                StreamsProperties.of(
                        config.kafka(),
                        config.instanceId(),
                        config.threads(topics.partitions()),
                        topics.partitions(),
                        config.streams()),
                clients.apply(() -> parts.ofThread().get().pace()));
        streams.setUncaughtExceptionHandler(new RestartPolicy(failure));
        streams.setStateListener(new RunningState(running));
        lifecycle.add("streams", () -> streams.close(LEAVING));
        KafkaStreamsMetrics streamsMetrics = lifecycle.add("streams metrics", new KafkaStreamsMetrics(streams));
        streams.start();
        streamsMetrics.bindTo(metrics);
        lifecycle.add("readiness", () -> readiness.condition("service", "is stopping"));
    }

    private static Parts parts(
            AggregatorConfig config, TopicIdentity topics, AggregatorMetrics metrics, WaitingPartitions waiting) {
        ImpressionLog log = new KafkaImpressionLog(config);
        SipHash hash = SipHash.random();
        ThreadLocal<ThreadParts> threads = ThreadLocal.withInitial(() -> new ThreadParts(
                new FlushPace(config.flush().interval(), metrics),
                new TaskStarts(log, waiting, noted -> new RepeatWindow(config.repeats(), hash, noted))));
        return new Parts(
                config.flush(),
                new Judge(FURTHEST_AHEAD, config.kafka().topics().retention()),
                log,
                metrics,
                topics.keepEvery(),
                topics::impressionsId,
                threads::get,
                config.acceptLoss());
    }

    @Override
    public CompletableFuture<Void> failure() {
        return failure;
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
