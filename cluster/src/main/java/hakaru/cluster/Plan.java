package hakaru.cluster;

import hakaru.cluster.fault.Draw;
import hakaru.cluster.fault.Fault;
import hakaru.cluster.fault.FaultKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Draws one fault after the other: each kind once, in an order of chance, then each once more. A seed repeats it. */
final class Plan {
    private final List<FaultKind> kinds;
    private final Cluster cluster;
    private final SplittableRandom random;
    private final Deque<FaultKind> deck = new ArrayDeque<>();

    /** A fault that is about to strike. */
    record Drawn(FaultKind kind, Fault fault) {}

    Plan(List<FaultKind> kinds, Cluster cluster, long seed) {
        this.kinds = List.copyOf(kinds);
        this.cluster = cluster;
        this.random = new SplittableRandom(seed);
    }

    Drawn next() {
        if (deck.isEmpty()) {
            deck.addAll(shuffled());
        }
        FaultKind kind = deck.removeFirst();
        // Of its own, so that how much chance a fault takes does not change the next.
        return new Drawn(kind, kind.draw(new Draw(cluster, random.split())));
    }

    private List<FaultKind> shuffled() {
        List<FaultKind> order = new ArrayList<>(kinds);
        Collections.shuffle(order, new Random(random.nextLong()));
        return order;
    }
}
