package hakaru.cluster.fault;

import hakaru.cluster.FakeTime;
import hakaru.cluster.node.Node;
import hakaru.cluster.node.Tier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The wall clock of a process jumps by up to four minutes, forth or back, and jumps back. */
record ClockJump(Node node, int seconds, Duration length) implements Fault {
    private static final int MOST_SECONDS = 240;

    static Fault draw(Draw draw) {
        // Not of an API: its clock is the time of the impressions, and the probes would not find theirs.
        List<Node> nodes = new ArrayList<>(draw.cluster().tier(Tier.AGGREGATOR));
        nodes.addAll(draw.cluster().tier(Tier.SINK));
        return new ClockJump(draw.one(nodes), draw.random().nextInt(-MOST_SECONDS, MOST_SECONDS), draw.between(2, 15));
    }

    @Override
    public String target() {
        return "%s, by %d s".formatted(node.name(), seconds);
    }

    @Override
    public Set<String> claims() {
        return Set.of(node.name());
    }

    @Override
    public void strike() throws IOException {
        FakeTime.set(node, seconds);
    }

    @Override
    public void mend() throws IOException {
        FakeTime.set(node, 0);
    }
}
