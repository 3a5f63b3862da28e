package hakaru.cluster.fault;

import hakaru.cluster.node.Node;
import java.time.Duration;
import java.util.Set;

/** A process stands still (SIGSTOP), connections and all, and goes on (SIGCONT). */
record Paused(Node node, Duration length) implements Fault {
    static Fault draw(Draw draw) {
        return new Paused(draw.process(), draw.between(0.5, 30));
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
        node.pause();
    }

    @Override
    public void mend() {
        node.resume();
    }
}
