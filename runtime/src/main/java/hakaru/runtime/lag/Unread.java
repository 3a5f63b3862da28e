package hakaru.runtime.lag;

/**
 * The offsets of a partition that matter to one group.
 *
 * @param committed what the group reads next
 * @param start of the oldest record that Kafka still has
 * @param end one past the newest record, of an open transaction too
 */
record Unread(long committed, long start, long end) {
    /** Where the group's next record can be, if there is one. */
    long from() {
        return Math.max(committed, start);
    }

    boolean isEmpty() {
        return from() >= end;
    }

    /** Offsets that Kafka deleted before the group read them. */
    long overtaken() {
        return Math.max(0, start - committed);
    }
}
