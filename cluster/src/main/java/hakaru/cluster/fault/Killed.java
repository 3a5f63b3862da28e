package hakaru.cluster.fault;

import hakaru.cluster.node.Node;
import java.time.Duration;
import java.util.Set;

/** A process is killed (-9), and started again after a while. */
record Killed(Node node, Duration length) implements Fault {
    static Fault draw(Draw draw) {
        return new Killed(draw.process(), draw.between(0.5, 8));
    }

    static Fault drawBroker(Draw draw) {
        return new Killed(draw.one(hakaru.cluster.node.Tier.BROKER), draw.between(0.5, 15));
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
        node.kill();
    }

    @Override
    public void mend() {
        node.start();
    }
}
