package hakaru.kakeru.report;

import hakaru.kakeru.books.Books;
import hakaru.kakeru.books.Freshness;

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
