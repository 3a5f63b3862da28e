package hakaru.aggregator;

import hakaru.contract.RememberedIds;
import org.agrona.collections.LongHashSet;

/** The ids of the records from an offset on, as 64-bit hashes; they are forgotten together. For one thread. */
final class Generation {
    /** Of eight bytes each: 12 to 25 bytes an id, 17 in the mean. */
    private static final float LOAD_FACTOR = 0.65f;

    private static final int SMALLEST = 64;

    private final long fromOffset;
    private final long begin;
    private final LongHashSet hashes;

    /**
     * Has no ids yet.
     *
     * @param begin in milliseconds since 1970-01-01T00:00:00Z
     * @param expected about how many ids will come
     */
    Generation(long fromOffset, long begin, int expected) {
        this.fromOffset = fromOffset;
        this.begin = begin;
        this.hashes = new LongHashSet(Math.max(SMALLEST, (int) (expected / LOAD_FACTOR)), LOAD_FACTOR, false);
    }

    static Generation of(RememberedIds noted) {
        return new Generation(noted.getFromOffset(), noted.getBegin(), SMALLEST);
    }

    long fromOffset() {
        return fromOffset;
    }

    long begin() {
        return begin;
    }

    int size() {
        return hashes.size();
    }

    boolean contains(long hash) {
        return hashes.contains(hash);
    }

    /** Returns whether it is news. */
    boolean add(long hash) {
        return hashes.add(hash);
    }

    RememberedIds note() {
        return RememberedIds.newBuilder()
                .setFromOffset(fromOffset)
                .setBegin(begin)
                .build();
    }
}
