package hakaru.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Impressions per second over the last minutes: the largest ads each, and all others together.
 *
 * @param from the first second
 * @param series largest ad first; each has a number for every second
 * @param other what the other ads add up to in every second
 */
record Window(Instant from, List<Series> series, List<Long> other) {
    /** How far back the chart looks, in seconds. */
    static final int SECONDS = 300;

    Window {
        series = List.copyOf(series);
        other = List.copyOf(other);
    }

    /** One ad's impressions in each second of the window. */
    record Series(String ad, List<Long> impressions) {
        Series {
            impressions = List.copyOf(impressions);
        }
    }

    /**
     * Fills the seconds in which nothing was counted with 0.
     *
     * @param from the first second of the window, whole
     * @param totals impressions of all ads by second of the epoch
     * @param largest impressions of the largest ads by second of the epoch, in the order to keep
     */
    static Window of(Instant from, Map<Long, Long> totals, Map<String, Map<Long, Long>> largest) {
        List<Series> series = new ArrayList<>();
        largest.forEach((ad, counts) -> series.add(new Series(ad, everySecond(from, counts))));
        List<Long> other = new ArrayList<>(everySecond(from, totals));
        for (Series one : series) {
            for (int i = 0; i < SECONDS; i++) {
                other.set(i, other.get(i) - one.impressions().get(i));
            }
        }
        return new Window(from, series, other);
    }

    private static List<Long> everySecond(Instant from, Map<Long, Long> counts) {
        return LongStream.range(from.getEpochSecond(), from.getEpochSecond() + SECONDS)
                .mapToObj(second -> counts.getOrDefault(second, 0L))
                .toList();
    }
}
