package hakaru.aggregator;

import hakaru.aggregator.combiner.AggregatorMetrics;
import hakaru.aggregator.combiner.AggregatorTopology;
import hakaru.aggregator.combiner.Combiner;
import hakaru.aggregator.combiner.FlushPace;
import hakaru.aggregator.combiner.JobParts;
import hakaru.aggregator.combiner.JobParts.ThreadParts;
import hakaru.aggregator.counting.RecordRules;
import hakaru.aggregator.counting.RepeatWindow;
import hakaru.aggregator.counting.SipHash;
import hakaru.aggregator.kafka.KafkaImpressionLog;
import hakaru.aggregator.kafka.WatchedTopics;
import hakaru.aggregator.start.ImpressionLog;
import hakaru.aggregator.start.TaskStarts;
import hakaru.aggregator.start.WaitingPartitions;
import hakaru.aggregator.streams.RestartPolicy;
import hakaru.aggregator.streams.StreamsClients;
import hakaru.aggregator.streams.StreamsProperties;
import hakaru.contract.Groups;
import hakaru.contract.Topics;
import hakaru.runtime.Service;
import hakaru.runtime.kafka.KafkaGate;
import hakaru.runtime.lag.ConsumerGroupLag;
import hakaru.runtime.management.Readiness;
import hakaru.runtime.management.RunningService;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The aggregator as it runs: a management port and the Streams job. */
public final class Aggregator implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Aggregator.class);

    /**
     * Who is told to stop leaves the group, one with a name of its own, too (KIP-1092): another member counts its
     * partitions until it is back, and moving them costs no more than a look at Kafka.
     */
    private static final CloseOptions LEAVING = CloseOptions.timeout(Duration.ofSeconds(30))
            .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);

    private final AggregatorConfig config;
    private final RunningService service;

    private Aggregator(AggregatorConfig config, RunningService service) {
        this.config = config;
        this.service = service;
    }

    /** Starts the job; waits for Kafka until interrupted. */
    public static Aggregator start(AggregatorConfig config) throws InterruptedException {
        return start(config, UnaryOperator.identity());
    }

    /** Starts the job with what the caller puts around its clients. */
    static Aggregator start(AggregatorConfig config, UnaryOperator<KafkaClientSupplier> around)
            throws InterruptedException {
        return RunningService.open("aggregator", service -> new Aggregator(config, service).open(around));
    }

    private Aggregator open(UnaryOperator<KafkaClientSupplier> around) throws InterruptedException {
        config.formerStateDirectory()
                .ifPresent(directory ->
                        LOG.warn("AGGREGATOR_STATE_DIR does nothing any more; {} can be deleted", directory));
        Readiness.Condition running = service.condition("streams", "not started");
        Readiness.Condition started = service.condition("partitions", "not started");
        service.openManagementPort(config.management());
        new KafkaGate(config.kafka(), service.readiness())
                .pass(List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS_REJECTED));
        service.add(
                "group lag", ConsumerGroupLag.start(service.name(), config.kafka(), Groups.TOPICS, service.metrics()));
        Admin admin = config.kafka().admin("aggregator-start");
        service.add("administrative client", () -> admin.close(Duration.ZERO));
        WatchedTopics topics =
                service.add("topic identity", WatchedTopics.start(config.kafka(), admin, service.failure()));
        warnOfHeap(topics.partitions(), Runtime.getRuntime().maxMemory());
        ImpressionLog log = new KafkaImpressionLog(config.kafka(), admin);
        JobParts parts = parts(topics, log, new WaitingPartitions(started, service.metrics()));
        run(streams(topics.partitions(), parts, around), running);
        service.add("readiness", () -> service.condition("service", "is stopping"));
        return this;
    }

    /** One instance may have to take all partitions. */
    private void warnOfHeap(int partitions, long heap) {
        long bytes = config.repeats().mostBytes(partitions);
        if (bytes > heap / 2) {
            LOG.warn(
                    "The ids of {} partitions may take {} MiB of this heap of {} MiB: lower AGGREGATOR_REPEAT_IDS,"
                            + " or raise -Xmx",
                    partitions,
                    bytes >> 20,
                    heap >> 20);
        }
    }

    private JobParts parts(WatchedTopics topics, ImpressionLog log, WaitingPartitions waiting) {
        AggregatorMetrics metrics = new AggregatorMetrics(service.metrics());
        SipHash hash = SipHash.random();
        ThreadLocal<ThreadParts> threads = ThreadLocal.withInitial(() -> new ThreadParts(
                new FlushPace(config.flush().interval(), metrics),
                new TaskStarts(log, waiting, noted -> new RepeatWindow(config.repeats(), hash, noted))));
        return new JobParts(
                config.flush(),
                new RecordRules(config.kafka().topics().retention()),
                log,
                metrics,
                topics.keepEvery(),
                topics::impressionsId,
                threads::get,
                config.job().acceptLoss());
    }

    private KafkaStreams streams(int partitions, JobParts parts, UnaryOperator<KafkaClientSupplier> around) {
        return new KafkaStreams(
                AggregatorTopology.of(config.kafka(), () -> new Combiner(parts)),
                StreamsProperties.of(config.kafka(), config.job(), partitions),
                around.apply(new StreamsClients(config.kafka(), config.job().instanceId(), parts.ofThread())));
    }

    private void run(KafkaStreams streams, Readiness.Condition running) {
        streams.setUncaughtExceptionHandler(new RestartPolicy(service.failure()));
        streams.setStateListener((now, before) -> tell(now, before, running));
        service.add("streams", () -> streams.close(LEAVING));
        KafkaStreamsMetrics metrics = service.add("streams metrics", new KafkaStreamsMetrics(streams));
        streams.start();
        metrics.bindTo(service.metrics());
    }

    private static void tell(State now, State before, Readiness.Condition running) {
        LOG.info("The job is {}, was {}", now, before);
        if (now == State.RUNNING) {
            running.met();
        } else {
            running.unmet("is " + now.name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public CompletableFuture<Void> failure() {
        return service.failure();
    }

    /**
     * Stops in an order in which nothing is counted twice or waited for in vain:
     *
     * <ol>
     *   <li>it says that it is unready: from here on its partitions are on their way to others;
     *   <li>the metrics of Streams' clients, which ask clients that must still be there;
     *   <li>the job commits what it has emitted and leaves the group. What is pending it drops: whoever takes a partition
     *       over reads that again, from where the last batch ends;
     *   <li>the look at the topics' ids, without which nothing may be counted;
     *   <li>the groups' lag and the management port, late, so that one can see how far the stop is.
     * </ol>
     */
    @Override
    public void close() {
        service.close();
    }
}
