package hakaru.cluster.fault;

import hakaru.cluster.Cluster;
import hakaru.contract.Topics;
import java.time.Duration;

/** Partitions are added while all runs: to {@code impression-counts} first, for what the aggregator reads must have its place there. */
record PartitionsRaised(Cluster cluster, Duration length) implements Fault {
    static Fault draw(Draw draw) {
        return new PartitionsRaised(draw.cluster(), draw.between(1, 5));
    }

    @Override
    public String target() {
        return "both topics, by one partition";
    }

    @Override
    public void strike() throws Exception {
        cluster.kafka().raise(Topics.IMPRESSION_COUNTS, cluster.kafka().partitions(Topics.IMPRESSION_COUNTS) + 1);
    }

    @Override
    public void mend() throws Exception {
        cluster.kafka().raise(Topics.IMPRESSIONS, cluster.kafka().partitions(Topics.IMPRESSIONS) + 1);
    }
}
