package hakaru.sink.batch;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moves a row of the ledger from one offset to the next, by one batch or by several that follow each other.
 *
 * @param countsPosition where to go on reading {@code impression-counts} once the step is made
 * @param impressions how many impressions the range has, unsigned
 * @param repeated how many records of the range repeat others and are in no count, unsigned
 * @param rejected how many records of the range could not be counted, unsigned
 */
public record LedgerStep(
        Ledger.Key key,
        OffsetRange range,
        long countsPosition,
        long impressions,
        long repeated,
        long rejected,
        Optional<Instant> latestSecond) {
    static LedgerStep of(ReceivedBatch batch) {
        return new LedgerStep(
                batch.key(),
                batch.range(),
                batch.countsPosition(),
                batch.impressions(),
                batch.repeated(),
                batch.rejected(),
                batch.latestSecond());
    }

    LedgerStep followedBy(LedgerStep next) {
        return new LedgerStep(
                key,
                range.followedBy(next.range),
                next.countsPosition,
                impressions + next.impressions,
                repeated + next.repeated,
                rejected + next.rejected,
                Stream.concat(latestSecond.stream(), next.latestSecond.stream()).max(Comparator.naturalOrder()));
    }
}
