package hakaru.kakeru.report;

import hakaru.kakeru.books.Account;
import hakaru.kakeru.books.Books;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words whether the run was good, and if not, what is wrong. */
final class Sentences {
    private Sentences() {}

    static List<String> of(Report report) {
        List<String> sentences = new ArrayList<>();
        sentences.add(goal(report));
        if (report.reconciliation() == null) {
            sentences.add("The books were not compared: there was no database to ask.");
        } else {
            books(report.reconciliation().books(), sentences);
            if (report.reconciliation().exact() && report.reconciliation().hasUnknown()) {
                sentences.add(
                        "Requests stayed unknown though they were sent again (--retry): the books are NOT exact.");
            }
        }
        return sentences;
    }

    private static String goal(Report report) {
        String limit = report.goal().hasLatencyLimit()
                ? ", within " + report.goal().latencyLimit().toMillis() + " ms"
                : "";
        return String.format(
                Locale.ROOT,
                "The success goal %s: %.3f %% of requests were accepted%s; the goal is %.2f %%.",
                report.goalHolds() ? "holds" : "is missed",
                Math.floor(report.result().success() * 100_000) / 1_000,
                limit,
                report.goal().success() * 100);
    }

    private static void books(Books books, List<String> sentences) {
        Account total = books.total();
        sentences.add(String.format(
                Locale.ROOT,
                books.areBalanced()
                        ? "The books balance: %,d impressions accepted, %,d counted."
                        : "The books do NOT balance: %,d impressions accepted, %,d counted.",
                total.accepted().impressions(),
                total.counted().impressions()));
        if (!books.caughtUp()) {
            sentences.add("The pipeline had not come to rest within the time given (--catch-up).");
        }
        if (books.ledger().repeated() > 0) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "The ledger shows %,d repeated records: the same id once more, counted once.",
                    books.ledger().repeated()));
        }
        if (books.ledger().rejected() > 0) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "The ledger shows %,d rejected records.",
                    books.ledger().rejected()));
        }
        if (books.others() > 0) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "Meanwhile %,d impressions of other ads were counted: kakeru was not alone.",
                    books.others()));
        }
    }
}
