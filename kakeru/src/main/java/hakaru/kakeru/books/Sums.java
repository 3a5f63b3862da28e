package hakaru.kakeru.books;

import hakaru.kakeru.load.Beacon;

/** Impressions, and the sum of the values that came with them. */
public record Sums(long impressions, long value) {
    public static final Sums NONE = new Sums(0, 0);

    static Sums of(Beacon beacon, long times) {
        return new Sums(times, Math.multiplyExact(times, beacon.value()));
    }

    public Sums plus(Sums other) {
        return new Sums(impressions + other.impressions, value + other.value);
    }

    Sums minus(Sums other) {
        return new Sums(impressions - other.impressions, value - other.value);
    }

    boolean isAtMost(Sums other) {
        return impressions <= other.impressions && value <= other.value;
    }
}
