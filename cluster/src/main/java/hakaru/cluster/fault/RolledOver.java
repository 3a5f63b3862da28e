package hakaru.cluster.fault;

import hakaru.cluster.Cluster;
import hakaru.cluster.node.Node;
import hakaru.cluster.node.Tier;
import hakaru.cluster.node.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Every process of a tier is stopped in order and started again, one after the other, each when the one before has been
 * ready for a while: as {@code minReadySeconds} does in the cluster.
 */
public record RolledOver(Cluster cluster, Tier tier) implements Fault {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration READY_FOR = Duration.ofSeconds(5);

    static Fault draw(Draw draw) {
        return new RolledOver(
                draw.cluster(), draw.one(List.of(Tier.BROKER, Tier.INGEST_API, Tier.AGGREGATOR, Tier.SINK)));
    }

    @Override
    public String target() {
        return "all of " + tier.label();
    }

    @Override
    public Set<String> claims() {
        return tier == Tier.BROKER ? cluster.brokersAndWires() : cluster.names(tier);
    }

    @Override
    public Duration length() {
        return Duration.ZERO;
    }

    @Override
    public void strike() throws InterruptedException {
        for (Node node : cluster.tier(tier)) {
            node.terminate(LIMIT);
            node.start();
            cluster.awaitReady(node);
            Wait.pause(READY_FOR);
        }
    }

    @Override
    public void mend() {
        // Each is back already.
    }
}
