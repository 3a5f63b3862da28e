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

/** The wires from one process to another fail; both live. */
record WireCut(Cluster cluster, String from, String to, Cut cut, Duration length) implements Fault {
    private static final double LONGEST = 20;

    private record Wire(String from, String to) {}

    static Fault dropped(Draw draw) {
        return draw(draw, Mode.DROPPED);
    }

    static Fault delayed(Draw draw) {
        return draw(draw, Mode.DELAYED);
    }

    static Fault halfOpen(Draw draw) {
        return draw(draw, Mode.HALF_OPEN);
    }

    static Fault asymmetric(Draw draw) {
        return draw(draw, Mode.ASYMMETRIC);
    }

    private static Fault draw(Draw draw, Mode mode) {
        Wire wire = draw.one(wires(draw.cluster()));
        Cut cut = new Cut(Set.of(wire.from()), mode, draw.between(0.1, 1));
        return new WireCut(draw.cluster(), wire.from(), wire.to(), cut, draw.between(1, LONGEST));
    }

    @Override
    public String target() {
        return from + " to " + to;
    }

    @Override
    public Set<String> claims() {
        return Set.of(Cluster.wiresTo(to));
    }

    @Override
    public void strike() {
        cluster.network().before(to).forEach(relay -> relay.impose(cut));
    }

    @Override
    public void mend() {
        cluster.network().before(to).forEach(Relay::heal);
    }

    /** Who speaks to whom, beside the beacons. */
    private static List<Wire> wires(Cluster cluster) {
        List<Wire> wires = new ArrayList<>();
        for (Node broker : cluster.tier(Tier.BROKER)) {
            for (Tier tier : List.of(Tier.BROKER, Tier.INGEST_API, Tier.AGGREGATOR, Tier.SINK)) {
                cluster.tier(tier).stream()
                        .filter(node -> !node.equals(broker))
                        .forEach(node -> wires.add(new Wire(node.name(), broker.name())));
            }
        }
        // As often as a sink is cut from a broker.
        for (int i = 0; i < cluster.tier(Tier.BROKER).size(); i++) {
            cluster.tier(Tier.SINK)
                    .forEach(sink ->
                            wires.add(new Wire(sink.name(), cluster.database().name())));
        }
        return wires;
    }
}
