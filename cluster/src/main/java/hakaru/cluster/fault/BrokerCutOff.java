package hakaru.cluster.fault;

import hakaru.cluster.Cluster;
import hakaru.cluster.node.Node;
import hakaru.cluster.node.Tier;
import hakaru.testkit.network.Cut;
import hakaru.testkit.network.Mode;
import hakaru.testkit.network.Relay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A broker is cut off from the other brokers, in both directions; its clients still reach it. */
record BrokerCutOff(Cluster cluster, Node broker, Duration length) implements Fault {
    static Fault draw(Draw draw) {
        return new BrokerCutOff(draw.cluster(), draw.one(Tier.BROKER), draw.between(1, 20));
    }

    @Override
    public String target() {
        return broker.name();
    }

    @Override
    public Set<String> claims() {
        return cluster.brokersAndWires();
    }

    @Override
    public void strike() {
        Set<String> others = others().stream().map(Node::name).collect(Collectors.toSet());
        impose(broker, others);
        others().forEach(other -> impose(other, Set.of(broker.name())));
    }

    @Override
    public void mend() {
        cluster.tier(Tier.BROKER)
                .forEach(node -> cluster.network().before(node.name()).forEach(Relay::heal));
    }

    private void impose(Node to, Set<String> from) {
        Cut cut = new Cut(from, Mode.DROPPED, Duration.ZERO);
        cluster.network().before(to.name()).forEach(relay -> relay.impose(cut));
    }

    private List<Node> others() {
        List<Node> others = new ArrayList<>(cluster.tier(Tier.BROKER));
        others.remove(broker);
        return others;
    }
}
