package hakaru.cluster.fault;

import hakaru.cluster.node.Node;
import java.time.Duration;
import java.util.Set;

/** A process is told to stop (SIGTERM), does so in order, and is started again. */
record Terminated(Node node, Duration length) implements Fault {
    private static final Duration LIMIT = Duration.ofMinutes(2);

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
        if (!node.terminate(LIMIT)) {
            throw new IllegalStateException("%s did not stop within %s".formatted(node.name(), LIMIT));
        }
    }

    @Override
    public void mend() {
        node.start();
    }
}
