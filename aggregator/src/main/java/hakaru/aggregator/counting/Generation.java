package hakaru.aggregator.counting;

import hakaru.contract.RememberedIds;

/** The ids of the records from an offset on; they are forgotten together. For one thread. */
final class Generation {
    private final long fromOffset;
    private final long begin;
    private final int mark;
    private int ids;

    /**
     * @param begin in milliseconds since 1970-01-01T00:00:00Z
     * @param mark of its ids in {@link IdHashTable}
     */
    Generation(long fromOffset, long begin, int mark) {
        this.fromOffset = fromOffset;
        this.begin = begin;
        this.mark = mark;
    }

    long fromOffset() {
        return fromOffset;
    }

    long begin() {
        return begin;
    }

    int mark() {
        return mark;
    }

    /** Different ids of its records, also those that came again in a later one. */
    int ids() {
        return ids;
    }

    void countId() {
        ids++;
    }

    RememberedIds note() {
        return RememberedIds.newBuilder()
                .setFromOffset(fromOffset)
                .setBegin(begin)
                .build();
    }
}
