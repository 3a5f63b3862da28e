package hakaru.bench;

import java.util.Arrays;
import java.util.Random;

/** How often each ad is shown: all alike, or the n-th a n-th as often as the first. */
public enum Spread {
    EVEN,
    ZIPF;

    /** Draws ads by their number, the same ones every time. */
    int[] sample(int ads, int size) {
        double[] upTo = new double[ads];
        double sum = 0;
        for (int ad = 0; ad < ads; ad++) {
            sum += this == EVEN ? 1 : 1.0 / (ad + 1);
            upTo[ad] = sum;
        }
        double total = sum;
        Random random = new Random(1);
        return random.doubles(size).mapToInt(share -> find(upTo, share * total)).toArray();
    }

    private static int find(double[] upTo, double point) {
        int index = Arrays.binarySearch(upTo, point);
        return index >= 0 ? index : Math.min(-index - 1, upTo.length - 1);
    }
}
