package hakaru.cluster.fault;

import hakaru.cluster.Cluster;
import hakaru.cluster.node.Node;
import hakaru.cluster.node.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Two of the three brokers are killed: no partition has the replicas it needs, and most have no leader. */
record Leaderless(Cluster cluster, List<Node> brokers, Duration length) implements Fault {
    static Fault draw(Draw draw) {
        List<Node> brokers = new ArrayList<>(draw.cluster().tier(Tier.BROKER));
        brokers.remove(draw.one(brokers));
        return new Leaderless(draw.cluster(), brokers, draw.between(1, 15));
    }

    @Override
    public String target() {
        return brokers.get(0).name() + " and " + brokers.get(1).name();
    }

    @Override
    public Set<String> claims() {
        return cluster.brokersAndWires();
    }

    @Override
    public void strike() {
        brokers.forEach(Node::kill);
    }

    @Override
    public void mend() {
        brokers.forEach(Node::start);
    }
}
