package hakaru.kakeru.report;

import hakaru.kakeru.books.Account;
import hakaru.kakeru.books.Books;
import hakaru.kakeru.books.Freshness;
import hakaru.kakeru.books.Snapshot;
import hakaru.kakeru.books.Sums;
import hakaru.kakeru.load.Interval;
import hakaru.kakeru.load.Outcome;
import hakaru.kakeru.load.RunResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Makes reports for tests. */
final class Reports {
    private Reports() {}

    /** A thousand requests, one of them unknown; {@code counted} of the 999 accepted are in the database. */
    static Report counted(long counted) {
        return new Report(
                Instant.parse("2026-11-01T10:00:00Z"),
                Map.of("Target", "http://127.0.0.1:8081/hakaru"),
                new Goal(0.99, Goal.NO_LIMIT),
                result(),
                new Report.Reconciliation(books(counted), freshness(), "11.4.5-MariaDB", false),
                Map.of("Processors", "2 × something"));
    }

    /** As {@link #counted}, with a text of anybody's among its settings. */
    static Report aimedAt(String target) {
        Report report = counted(999);
        return new Report(
                report.started(),
                Map.of("Target", target),
                report.goal(),
                report.result(),
                report.reconciliation(),
                report.machine());
    }

    /** A thousand requests, too many for the connections that there were. */
    static Report overloaded() {
        Map<Outcome, Long> outcomes = Map.of(
                Outcome.ACCEPTED, 700L,
                Outcome.QUEUE_FULL, 18L,
                Outcome.OVERDUE, 240L,
                Outcome.NOT_CONNECTED, 40L,
                Outcome.REJECTED, 1L,
                Outcome.TIMED_OUT, 1L);
        RunResult result = result();
        return new Report(
                Instant.parse("2026-11-01T10:00:00Z"),
                Map.of(),
                new Goal(0.99, Goal.NO_LIMIT),
                new RunResult(outcomes, result.statuses(), 0, result.latency(), result.service(), result.intervals()),
                null,
                Map.of());
    }

    /** A run that ended before its first request was due, without a database. */
    static Report empty() {
        Histogram none = new Histogram(60_000_000, 3);
        Interval instant = new Interval(0.0005, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return new Report(
                Instant.parse("2026-11-01T10:00:00Z"),
                Map.of(),
                new Goal(0.99, Goal.NO_LIMIT),
                new RunResult(Map.of(), new TreeMap<>(), 0, none, none, List.of(instant)),
                null,
                Map.of());
    }

    static RunResult result() {
        Histogram latency = new Histogram(60_000_000, 3);
        for (int i = 1; i <= 1_000; i++) {
            latency.recordValue(i * 100L);
        }
        return new RunResult(
                Map.of(Outcome.ACCEPTED, 999L, Outcome.TIMED_OUT, 1L),
                new TreeMap<>(Map.of(200, 999L)),
                0,
                latency,
                latency,
                List.of(
                        new Interval(1, 500, 499, 0, 1, 0, 0, 3, 50, 99, 100),
                        new Interval(2, 500, 500, 0, 0, 0, 0, 0, 50, 99, 100)));
    }

    private static Books books(long counted) {
        Account account = new Account(new Sums(999, 0), Sums.NONE, new Sums(1, 0), new Sums(counted, 0));
        return new Books(Map.of("<open>", account), new Snapshot.Ledger(counted, 0, 0), 0, true);
    }

    private static Freshness freshness() {
        Histogram delays = new Histogram(60_000_000, 3);
        delays.recordValue(400_000);
        return new Freshness(delays, List.of(new Freshness.Probe(0.5, 400)), 0);
    }
}
