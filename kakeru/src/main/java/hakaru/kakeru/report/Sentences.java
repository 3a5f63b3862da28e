package hakaru.kakeru.report;

import hakaru.kakeru.books.Books;
import hakaru.kakeru.load.RunResult;
import hakaru.kakeru.report.Report.Reconciliation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words whether the run was good, and if not, what is wrong. */
final class Sentences {
    private final List<String> sentences = new ArrayList<>();

    private Sentences() {}

    static List<String> of(Report report) {
        Sentences said = new Sentences();
        said.goal(report);
        if (report.reconciliation() == null) {
            said.say("The books were not compared: there was no database to ask.");
        } else {
            said.books(report.reconciliation());
        }
        return said.sentences;
    }

    private void goal(Report report) {
        Goal goal = report.goal();
        RunResult result = report.result();
        say(
                "The success goal %s: %.3f %% of requests were accepted%s; the goal is %.2f %%.",
                report.goalHolds() ? "holds" : "is missed",
                Math.floor(result.success() * 100_000) / 1_000,
                goal.hasLatencyLimit() ? ", within " + goal.latencyLimit().toMillis() + " ms" : "",
                goal.success() * 100);
        if (result.neverLeft() > 0) {
            say(
                    "%,d of %,d requests never left kakeru: all connections were busy (--connections), or none could be made;"
                            + " they are among the failed.",
                    result.neverLeft(), result.sent());
        }
    }

    private void books(Reconciliation reconciliation) {
        Books books = reconciliation.books();
        say(
                "The books %s: %,d impressions accepted, %,d counted.",
                books.areBalanced() ? "balance" : "do NOT balance",
                books.total().accepted().impressions(),
                books.total().counted().impressions());
        if (!books.caughtUp()) {
            say("The pipeline had not come to rest within the time given (--catch-up).");
        }
        if (books.ledger().repeated() > 0) {
            say(
                    "The ledger shows %,d repeated records: the same id once more, counted once.",
                    books.ledger().repeated());
        }
        if (books.ledger().rejected() > 0) {
            say("The ledger shows %,d rejected records.", books.ledger().rejected());
        }
        if (books.others() > 0) {
            say("Meanwhile %,d impressions of other ads were counted: kakeru was not alone.", books.others());
        }
        if (reconciliation.exact() && reconciliation.hasUnknown()) {
            say("Requests stayed unknown though they were sent again (--retry): the books are NOT exact.");
        }
    }

    private void say(String format, Object... values) {
        sentences.add(String.format(Locale.ROOT, format, values));
    }
}
