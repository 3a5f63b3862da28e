package hakaru.cluster.fault;

import hakaru.cluster.node.Node;
import hakaru.cluster.node.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A service is started with a heap that is too small for it: it dies, or crawls, until somebody gives it its heap back. */
record HeapRunsOut(Node node, int mebibytes, Duration length) implements Fault {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    static Fault draw(Draw draw) {
        List<Node> services = new ArrayList<>();
        List.of(Tier.INGEST_API, Tier.AGGREGATOR, Tier.SINK)
                .forEach(tier -> services.addAll(draw.cluster().tier(tier)));
        return new HeapRunsOut(draw.one(services), draw.random().nextInt(12, 24), draw.between(5, 20));
    }

    @Override
    public String target() {
        return "%s, with %d MiB".formatted(node.name(), mebibytes);
    }

    @Override
    public Set<String> claims() {
        return Set.of(node.name());
    }

    @Override
    public void strike() {
        List<String> command = new ArrayList<>(node.spec().command());
        command.replaceAll(option -> option.startsWith("-Xmx") ? "-Xmx" + mebibytes + "m" : option);
        node.terminate(LIMIT);
        node.startAs(node.spec().withCommand(command));
    }

    @Override
    public void mend() {
        node.kill();
        node.start();
    }
}
