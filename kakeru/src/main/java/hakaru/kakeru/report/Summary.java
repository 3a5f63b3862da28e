package hakaru.kakeru.report;

import hakaru.kakeru.books.Account;
import hakaru.kakeru.books.Books;
import hakaru.kakeru.books.Freshness;
import hakaru.kakeru.load.Outcome;
import hakaru.kakeru.load.Outcome.Fate;
import hakaru.kakeru.load.RunResult;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Writes the end of the terminal's output: the figures, the books, the verdict. */
public final class Summary {
    private static final int ADS_SHOWN = 20;
    private static final String HEAD = "  %-28s %14s %14s %10s %10s %14s %16s  ";
    private static final String ACCOUNT = "  %-28s %,14d %,14d %,10d %,10d %,14d %,16d  %s";

    private final StringBuilder text = new StringBuilder();

    private Summary() {}

    public static String of(Report report) {
        Summary summary = new Summary();
        summary.requests(report.result());
        summary.percentiles("Latency", report.result().latency());
        summary.percentiles("  once sent", report.result().service());
        if (report.reconciliation() != null) {
            summary.freshness(report.reconciliation().freshness());
            summary.books(report.reconciliation().books());
        }
        report.machine().forEach((name, value) -> summary.line("%-14s %s", name, value));
        Sentences.of(report).forEach(sentence -> summary.line("%s", sentence));
        return summary.text.toString();
    }

    private void requests(RunResult result) {
        line("");
        line(
                "%-14s sent %,d = accepted %,d + failed %,d + unknown %,d",
                "Requests",
                result.sent(),
                result.count(Fate.ACCEPTED),
                result.count(Fate.FAILED),
                result.count(Fate.UNKNOWN));
        line("%-14s accepted %,.0f/s", "Goodput", result.goodput());
        if (result.sentAgain() > 0) {
            line("%-14s %,d times", "Sent again", result.sentAgain());
        }
        for (Outcome outcome : Outcome.values()) {
            long count = result.outcomes().getOrDefault(outcome, 0L);
            if (count > 0 && outcome != Outcome.ACCEPTED) {
                line(
                        "%-14s %,d %s (%s)",
                        "", count, outcome.words(), outcome.fate().word());
            }
        }
    }

    private void freshness(Freshness freshness) {
        percentiles("Freshness", freshness.delays());
        line("%-14s %,d probes seen, %,d not", "", freshness.probes().size(), freshness.unseen());
    }

    private void percentiles(String name, Histogram histogram) {
        line(
                "%-14s p50 %.2f ms  p99 %.2f ms  p99.9 %.2f ms  max %.2f ms",
                name,
                histogram.getValueAtPercentile(50) / 1e3,
                histogram.getValueAtPercentile(99) / 1e3,
                histogram.getValueAtPercentile(99.9) / 1e3,
                histogram.getMaxValue() / 1e3);
    }

    private void books(Books books) {
        line("");
        line(HEAD, "Ad", "sent", "accepted", "failed", "unknown", "counted", "counted value");
        for (Map.Entry<String, Account> ad : books.foremost(ADS_SHOWN)) {
            account(ad.getKey(), ad.getValue());
        }
        account("all", books.total());
        line("");
    }

    private void account(String name, Account account) {
        line(
                ACCOUNT,
                name,
                account.sent().impressions(),
                account.accepted().impressions(),
                account.failed().impressions(),
                account.unknown().impressions(),
                account.counted().impressions(),
                account.counted().value(),
                account.isBalanced() ? "balances" : "DOES NOT BALANCE");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
