package hakaru.cluster.fault;

import hakaru.cluster.Cluster;
import hakaru.cluster.node.Node;
import hakaru.contract.Topics;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The broker that leads the first partition of {@code impressions} is killed, and comes back after a while. */
public final class LeaderKilled implements Fault {
    private final Cluster cluster;
    private final Duration length;
    private @Nullable Node leader;

    public LeaderKilled(Cluster cluster, Duration length) {
        this.cluster = cluster;
        this.length = length;
    }

    @Override
    public String target() {
        return "the leader of a partition";
    }

    @Override
    public Set<String> claims() {
        return cluster.brokersAndWires();
    }

    @Override
    public Duration length() {
        return length;
    }

    @Override
    public void strike() throws Exception {
        leader = cluster.broker(cluster.kafka()
                .leader(Topics.IMPRESSIONS, 0)
                .orElseThrow(() -> new IllegalStateException("the partition has no leader")));
        leader.kill();
    }

    @Override
    public void mend() {
        if (leader != null) {
            leader.start();
        }
    }
}
