package hakaru.cluster;

import hakaru.cluster.fault.Draw;
import hakaru.cluster.fault.Fault;
import hakaru.cluster.fault.FaultKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws faults: each kind once, in an order of chance, then each once more. A seed repeats it. */
final class Plan {
    /** Slow kinds are in every fourth deck only. */
    private static final int SLOW_EVERY = 4;

    private final List<FaultKind> kinds;
    private final Cluster cluster;
    private final Duration longest;
    private final SplittableRandom random;
    private final Deque<Drawn> deck = new ArrayDeque<>();
    private int decks;

    /** A fault that is about to strike. */
    record Drawn(FaultKind kind, Fault fault) {}

    Plan(List<FaultKind> kinds, Cluster cluster, RunOptions options) {
        this.kinds = List.copyOf(kinds);
        this.cluster = cluster;
        this.longest = options.longest;
        this.random = new SplittableRandom(options.seed);
    }

    /** Faults that can strike at once, because no two want the same; what does not fit comes with the next. */
    List<Drawn> next(int most) {
        List<Drawn> round = new ArrayList<>();
        List<Drawn> later = new ArrayList<>();
        Set<String> claimed = new HashSet<>();
        for (int looked = 0; round.size() < most && looked < kinds.size(); looked++) {
            Drawn drawn = draw();
            if (Collections.disjoint(claimed, drawn.fault().claims())) {
                claimed.addAll(drawn.fault().claims());
                round.add(drawn);
            } else {
                later.add(drawn);
            }
        }
        Collections.reverse(later);
        later.forEach(deck::addFirst);
        return round;
    }

    private Drawn draw() {
        if (deck.isEmpty()) {
            shuffled()
                    .forEach(kind -> deck.add(new Drawn(
                            kind,
                            // Of its own, so that how much chance a fault takes does not change the next.
                            kind.draw(new Draw(cluster, random.split(), longest)))));
        }
        return deck.removeFirst();
    }

    private List<FaultKind> shuffled() {
        List<FaultKind> order = new ArrayList<>(kinds);
        if (decks++ % SLOW_EVERY != 0 && !kinds.stream().allMatch(FaultKind::isSlow)) {
            order.removeIf(FaultKind::isSlow);
        }
        Collections.shuffle(order, new Random(random.nextLong()));
        return order;
    }
}
