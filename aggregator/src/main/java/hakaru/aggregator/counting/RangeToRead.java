package hakaru.aggregator.counting;

/** Offsets from {@code from} to just before {@code to}; of an empty one, none is to be read. */
public record RangeToRead(long from, long to) {
    /** What is left of it from {@code offset} on. */
    public RangeToRead after(long offset) {
        return new RangeToRead(Math.max(from, offset), to);
    }

    public boolean isEmpty() {
        return to <= from;
    }

    @Override
    public String toString() {
        return "[" + from + ", " + to + ")";
    }
}
