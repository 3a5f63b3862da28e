package hakaru.cluster.fault;

import hakaru.cluster.node.Node;
import hakaru.cluster.node.Tier;
import java.time.Duration;
import java.util.Set;

/**
 * A process is told to stop (SIGTERM), does so in order, and is started again. A broker that stops asks the controller to
 * move its leaderships; while too few other brokers are there, it waits for minutes, and an orchestrator kills it.
 */
record Terminated(Node node, Duration length) implements Fault {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** As in k8s/overlays/dev. */
    private static final Duration BROKER_GRACE = Duration.ofMinutes(1);

    static Fault draw(Draw draw) {
        return new Terminated(draw.process(), draw.between(0.5, 5));
    }

    @Override
    public String target() {
        return node.name();
    }

    @Override
    public Set<String> claims() {
        return Set.of(node.name());
    }

    @Override
    public void strike() {
        boolean broker = node.tier() == Tier.BROKER;
        if (!node.terminate(broker ? BROKER_GRACE : LIMIT) && !broker) {
            throw new IllegalStateException("%s did not stop within %s".formatted(node.name(), LIMIT));
        }
    }

    @Override
    public void mend() {
        node.start();
    }
}
