package hakaru.sink.batch;

/** The records of an {@code impressions} partition from {@code from} up to, but not including, {@code to}. */
public record OffsetRange(long from, long to) {
    public OffsetRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("[" + from + ", " + to + ") is not a range of offsets");
        }
    }

    public long length() {
        return to - from;
    }

    /** Joins this range and the one that begins where this one ends. */
    OffsetRange followedBy(OffsetRange next) {
        if (next.from != to) {
            throw new IllegalArgumentException(next + " does not follow " + this);
        }
        return new OffsetRange(from, next.to);
    }

    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
