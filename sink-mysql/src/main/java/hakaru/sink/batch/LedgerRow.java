package hakaru.sink.batch;

import java.time.Instant;
import java.util.Optional;

/**
 * Says how far a partition is counted.
 *
 * @param countedTo the first offset of {@code impressions} that is not counted yet
 * @param countsPosition the next offset to read in {@code impression-counts}
 */
public record LedgerRow(LedgerKey key, long countedTo, long countsPosition, Optional<Instant> latestSecond) {}
