package hakaru.cluster;

import hakaru.cluster.node.Node;
import hakaru.cluster.node.Wait;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Starts again what has ended by itself, as an orchestrator does, and remembers it. */
final class Supervisor implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final List<Node> nodes;
    private final Consumer<String> out;
    private final List<Ended> ended = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::supervise, "rig-supervisor");

    /** A process that ended although nobody had ended it. */
    record Ended(String node, int status, Instant at) {}

    Supervisor(List<Node> nodes, Consumer<String> out) {
        this.nodes = List.copyOf(nodes);
        this.out = out;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    List<Ended> ended() {
        return ended;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void supervise() {
        try {
            while (true) {
                Wait.pause(LOOK);
                for (Node node : nodes) {
                    restartIfMissing(node);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restartIfMissing(Node node) throws InterruptedException {
        if (!node.isMissing()) {
            return;
        }
        Ended end = new Ended(node.name(), node.exitStatus(), Clock.systemUTC().instant());
        ended.add(end);
        out.accept("%s ended by itself with status %d; see %s".formatted(node.name(), end.status(), node.log()));
        long before = ended.stream().filter(e -> e.node().equals(node.name())).count() - 1;
        Wait.pause(FIRST_BACK_OFF.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS)));
        if (node.isMissing()) {
            node.start();
        }
    }
}
