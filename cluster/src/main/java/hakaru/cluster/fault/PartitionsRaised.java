package hakaru.cluster.fault;

import hakaru.cluster.Cluster;
import hakaru.cluster.Kafka;
import hakaru.cluster.node.Wait;
import hakaru.contract.Topics;
import java.time.Duration;
import java.util.Set;

/** Partitions are added while all runs: to {@code impressions} last, for what the aggregator reads must have its place elsewhere. */
record PartitionsRaised(Cluster cluster, Duration length) implements Fault {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    static Fault draw(Draw draw) {
        return new PartitionsRaised(draw.cluster(), draw.between(1, 5));
    }

    @Override
    public String target() {
        return "all topics, by one partition";
    }

    @Override
    public Set<String> claims() {
        return Set.of(Kafka.TOPICS);
    }

    @Override
    public void strike() throws Exception {
        raise(Topics.IMPRESSIONS_REJECTED);
        raise(Topics.IMPRESSION_COUNTS);
    }

    @Override
    public void mend() throws Exception {
        raise(Topics.IMPRESSIONS);
    }

    /** Again and again, while brokers are struck: an attempt that was not answered may have succeeded. */
    private void raise(String topic) throws Exception {
        Kafka kafka = cluster.kafka();
        int partitions = kafka.partitions(topic) + 1;
        Wait.until("%s has %d partitions".formatted(topic, partitions), LIMIT, () -> {
            if (kafka.partitions(topic) < partitions) {
                kafka.raise(topic, partitions);
            }
            return kafka.partitions(topic) == partitions;
        });
    }
}
