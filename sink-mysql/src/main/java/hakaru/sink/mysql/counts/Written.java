package hakaru.sink.mysql.counts;

/**
 * What one committed transaction has done.
 *
 * @param upserted rows added to {@code impressions_per_second}, after merging
 * @param rejected rows that went to {@code rejected_counts} instead
 */
public record Written(int upserted, int rejected) {}
