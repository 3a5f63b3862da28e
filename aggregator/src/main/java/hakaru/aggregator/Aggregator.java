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
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;

/** The aggregator as it runs: a management port and the Streams job. */
public final class Aggregator implements Service {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);
    /** How far an API's clock may be ahead of this process's. */
    private static final Duration FURTHEST_AHEAD = Duration.ofMinutes(5);

    private final Lifecycle lifecycle = new Lifecycle();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final Readiness readiness = new Readiness();

    private Aggregator() {}

    /** Starts the job; waits for Kafka until interrupted. */
    public static Aggregator start(AggregatorConfig config) throws InterruptedException {
        Aggregator aggregator = new Aggregator();
        try {
            aggregator.open(config);
            return aggregator;
        } catch (InterruptedException | RuntimeException | Error e) {
            aggregator.close();
            throw e;
        }
    }

    private void open(AggregatorConfig config) throws InterruptedException {
        // All that readiness waits for, before the port that tells of it.
        Readiness.Condition running = readiness.condition("streams", "not started");
        KafkaGate kafka = new KafkaGate(config.kafka(), readiness);
        PrometheusMeterRegistry metrics = Metrics.open(lifecycle);
        lifecycle.add("management port", ManagementServer.start("aggregator", config.management(), readiness, metrics));
        kafka.pass(List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS_REJECTED));
        lifecycle.add("group lag", ConsumerGroupLag.start("hakaru-aggregator", config.kafka(), Groups.TOPICS, metrics));
        LocalStores.clear(config);
        KafkaStreams streams = new KafkaStreams(topology(config, metrics), StreamsProperties.of(config));
        streams.setUncaughtExceptionHandler(new RestartPolicy(failure));
        streams.setStateListener(new RunningState(running));
        lifecycle.add("streams", () -> streams.close(closeOptions(config)));
        KafkaStreamsMetrics streamsMetrics = lifecycle.add("streams metrics", new KafkaStreamsMetrics(streams));
        streams.start();
        streamsMetrics.bindTo(metrics);
        lifecycle.add("readiness", () -> readiness.condition("service", "is stopping"));
    }

    private static Topology topology(AggregatorConfig config, PrometheusMeterRegistry registry) {
        Parts parts = new Parts(
                config.flush(),
                new Judge(FURTHEST_AHEAD, config.kafka().topics().retention()),
                new KafkaImpressionLog(config),
                new AggregatorMetrics(registry),
                config.acceptLoss());
        return AggregatorTopology.of(config.kafka(), () -> new Combiner(parts));
    }

    /** A member with a name of its own comes back; another one leaves, so that the rest need not wait for it. */
    private static CloseOptions closeOptions(AggregatorConfig config) {
        GroupMembershipOperation operation = config.instanceId().isPresent()
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
        return CloseOptions.timeout(CLOSE_LIMIT).withGroupMembershipOperation(operation);
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
