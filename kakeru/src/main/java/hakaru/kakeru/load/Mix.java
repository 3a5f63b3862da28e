package hakaru.kakeru.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Draws what each request reports, in given shares; the same seed gives the same sequence. Confined to the load thread. */
public final class Mix {
    private static final List<Weighted> ORIGINAL = List.of(
            new Weighted(new Beacon("open", 0), 0.90),
            new Weighted(new Beacon("purchase", 120), 0.09),
            new Weighted(new Beacon("purchase", 960), 0.01));

    private final List<Beacon> beacons;
    private final double[] upTo;
    private final SplittableRandom random;
    private int number;

    /** How often each of many ads is shown. */
    public enum Spread {
        /** The n-th ad gets 1/n of what the first gets, as popularity does in the wild. */
        ZIPF,
        EVEN;

        private double weight(int rank) {
            return this == ZIPF ? 1.0 / rank : 1.0;
        }
    }

    private record Weighted(Beacon beacon, double weight) {}

    private Mix(List<Weighted> weighted, long seed) {
        this.beacons = weighted.stream().map(Weighted::beacon).toList();
        double total = weighted.stream().mapToDouble(Weighted::weight).sum();
        this.upTo = new double[weighted.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += weighted.get(i).weight() / total;
            upTo[i] = sum;
        }
        this.random = new SplittableRandom(seed);
    }

    /** The load of the workshop that hakaru comes from: most beacons report that the page was opened, few a purchase. */
    public static Mix original(long seed) {
        return new Mix(ORIGINAL, seed);
    }

    /** Many ads, each with the original's shares of values. */
    public static Mix ofAds(int ads, Spread spread, long seed) {
        List<Weighted> weighted = new ArrayList<>();
        for (int rank = 1; rank <= ads; rank++) {
            for (Weighted one : ORIGINAL) {
                Beacon beacon = new Beacon("ad-" + rank, one.beacon().value());
                weighted.add(new Weighted(beacon, spread.weight(rank) * one.weight()));
            }
        }
        return new Mix(weighted, seed);
    }

    Request next(long dueNanos) {
        int found = Arrays.binarySearch(upTo, random.nextDouble());
        int index = found >= 0 ? found + 1 : -found - 1;
        return new Request(Math.min(index, upTo.length - 1), number++, dueNanos);
    }

    List<Beacon> beacons() {
        return beacons;
    }
}
