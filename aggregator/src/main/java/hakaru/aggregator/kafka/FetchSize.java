package hakaru.aggregator.kafka;

/** How much a consumer may fetch of a backlog, so that what is fetched and not yet read has room on the heap. */
public final class FetchSize {
    /** Of one partition, at least: a batch that is larger comes by itself. */
    private static final long LEAST_OF_PARTITION = 64 << 10;

    /** Of one partition, at most; Kafka's default. */
    private static final long MOST_OF_PARTITION = 1 << 20;

    /** In an answer, at most; Kafka's default. */
    private static final long MOST_OF_ANSWER = 50 << 20;

    /** Of the heap, what is fetched and not yet read. */
    private static final int SHARE = 16;

    private FetchSize() {}

    /**
     * How many bytes of one partition may wait to be read: all together a sixteenth of the heap, or 64 KiB each where that is
     * more, when one instance has all partitions and is far behind. A consumer asks for what it has nothing of, so they do
     * add up, and what is left of an answer keeps all of it on the heap.
     *
     * @param heap in bytes
     */
    public static int ofPartition(int partitions, long heap) {
        return (int) Math.max(LEAST_OF_PARTITION, Math.min(MOST_OF_PARTITION, heap / SHARE / Math.max(1, partitions)));
    }

    /** How many bytes an answer may have; {@code heap} in bytes. */
    public static int ofAnswer(long heap) {
        return (int) Math.max(MOST_OF_PARTITION, Math.min(MOST_OF_ANSWER, heap / SHARE));
    }
}
