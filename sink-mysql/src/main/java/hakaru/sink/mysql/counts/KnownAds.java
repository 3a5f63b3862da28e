package hakaru.sink.mysql.counts;

import hakaru.contract.UnlistedAd;
import hakaru.runtime.LatestUsed;
import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.UnlistedAds;
import hakaru.sink.mysql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets only so many new ads a minute have rows of their own, so that whoever invents names fills neither tables nor
 * dashboards. What the database has is not new, nor what is in {@code ads}. For one thread.
 */
final class KnownAds {
    /** Names that were seen last, so that nobody asks for them. */
    private static final int REMEMBERED = 100_000;

    /** Most names in one question. */
    private static final int ASKED = 1_000;

    private static final String SELECT = """
            SELECT ad FROM ads WHERE ad IN (%1$s)
            UNION ALL SELECT ad FROM rolled_days WHERE ad IN (%1$s) GROUP BY ad""";

    /** What a sink of before has let be, and nobody has rolled up yet. */
    private static final String SELECT_UNROLLED =
            "SELECT DISTINCT ad FROM impressions_per_second WHERE second >= (SELECT rolled_to FROM roll_up) LIMIT "
                    + REMEMBERED;

    private final NewAds budget;
    private final Map<String, Boolean> seen = new LatestUsed<>(REMEMBERED);
    private boolean begun;

    KnownAds(NewAds budget) {
        this.budget = budget;
    }

    /** The same counts, those of ads beyond the bound under one name. */
    CountTransaction bound(Connection connection, CountTransaction transaction) throws SQLException {
        begin(connection);
        Set<String> unlisted = transaction.batches().stream()
                .flatMap(batch -> batch.rows().stream())
                .map(CountRow::ad)
                .filter(ad -> !ad.equals(UnlistedAd.NAME) && seen.get(ad) == null)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> stored = stored(connection, new ArrayList<>(unlisted));
        stored.forEach(this::remember);
        unlisted.removeAll(stored);
        unlisted.removeIf(this::mayBeNew);
        if (unlisted.isEmpty()) {
            return transaction;
        }
        budget.unlisted(unlisted.size());
        return new UnlistedAds(unlisted).in(transaction);
    }

    private void begin(Connection connection) throws SQLException {
        if (!begun) {
            Statements.rows(connection, SELECT_UNROLLED, row -> row.getString(1))
                    .forEach(this::remember);
            begun = true;
        }
    }

    private boolean mayBeNew(String ad) {
        if (!budget.take()) {
            return false;
        }
        remember(ad);
        return true;
    }

    private void remember(String ad) {
        seen.put(ad, true);
    }

    private static Set<String> stored(Connection connection, List<String> ads) throws SQLException {
        Set<String> stored = new HashSet<>();
        for (int from = 0; from < ads.size(); from += ASKED) {
            List<String> asked = ads.subList(from, Math.min(ads.size(), from + ASKED));
            String sql = SELECT.formatted(String.join(", ", Collections.nCopies(asked.size(), "?")));
            Object[] twice = Stream.concat(asked.stream(), asked.stream()).toArray();
            stored.addAll(Statements.rows(connection, sql, row -> row.getString(1), twice));
        }
        return stored;
    }
}
