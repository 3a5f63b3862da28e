package hakaru.contract;

/** Names of the Kafka topics between the services. A deployment may put one prefix before all of them. */
public final class Topics {
    /** One {@link Impression} per record. */
    public static final String IMPRESSIONS = "impressions";

    /** One {@link CountBatch} per record, on the partition of the same number as the one it has counted. */
    public static final String IMPRESSION_COUNTS = "impression-counts";

    /** What could not be counted, byte for byte up to 512 KiB, with the reason and the origin in headers. */
    public static final String IMPRESSIONS_REJECTED = "impressions-rejected";

    private Topics() {}
}
