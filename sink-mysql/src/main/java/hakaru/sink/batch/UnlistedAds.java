package hakaru.sink.batch;

import hakaru.contract.Invalidity;
import hakaru.contract.UnlistedAd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Counts some ads under one name, where they are invalid. All sums stay as they are. */
public record UnlistedAds(Set<String> names) {
    /** Why what has no rows of its own is invalid. */
    private static final String UNLISTED = CountRow.reason(Invalidity.INVALIDITY_UNLISTED_VALUE);

    /** The same transaction, with the same steps of the ledger. */
    public CountTransaction in(CountTransaction transaction) {
        return new CountTransaction(transaction.batches().stream().map(this::in).toList(), transaction.steps());
    }

    ReceivedBatch in(ReceivedBatch batch) {
        if (batch.rows().stream().noneMatch(this::has)) {
            return batch;
        }
        Stream<CountRow> invalid = Stream.concat(renamed(batch.invalid()), notInvalidYet(batch));
        return batch.with(renamed(batch.rows()).toList(), invalid.toList());
    }

    private boolean has(CountRow row) {
        return names.contains(row.ad());
    }

    private Stream<CountRow> renamed(List<CountRow> rows) {
        return rows.stream().map(row -> has(row) ? row.named(UnlistedAd.NAME) : row);
    }

    /** What of these ads is not invalid for another reason. */
    private Stream<CountRow> notInvalidYet(ReceivedBatch batch) {
        Map<CountRow.Key, CountRow> rest = new HashMap<>();
        batch.rows().stream().filter(this::has).forEach(row -> rest.put(row.gross(), row));
        batch.invalid().forEach(row -> rest.computeIfPresent(row.gross(), (key, left) -> left.minus(row)));
        return rest.values().stream()
                .filter(row -> row.impressions() != 0)
                .map(row -> new CountRow(row.second(), UnlistedAd.NAME, UNLISTED, row.impressions(), row.valueSum()));
    }
}
