package hakaru.kakeru.report;

import hakaru.kakeru.books.Books;
import hakaru.kakeru.books.Freshness;
import hakaru.kakeru.load.RunResult;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is known of a run; settings and machine in the order to show them. Without a database there is no reconciliation. */
public record Report(
        Instant started,
        Map<String, String> settings,
        Goal goal,
        RunResult result,
        @Nullable Reconciliation reconciliation,
        Map<String, String> machine) {
    /**
     * What the database had to say.
     *
     * @param exact whether each request was to be sent again until it was known to be counted, so that none may be unknown
     */
    public record Reconciliation(Books books, Freshness freshness, String databaseVersion, boolean exact) {
        boolean balances() {
            return books.areBalanced() && !(exact && hasUnknown());
        }

        /** Something is counted or not, and nobody knows. */
        boolean hasUnknown() {
            return books.total().unknown().impressions() > 0;
        }
    }

    public boolean goalHolds() {
        return goal.holds(result);
    }

    /** Also true where there are no books. */
    public boolean booksBalance() {
        return reconciliation == null || reconciliation.balances();
    }
}
