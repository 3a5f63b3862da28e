package hakaru.kakeru.report;

import hakaru.kakeru.books.Account;
import hakaru.kakeru.books.Freshness;
import hakaru.kakeru.books.Sums;
import hakaru.kakeru.load.Interval;
import hakaru.kakeru.load.Outcome;
import hakaru.kakeru.load.Outcome.Fate;
import hakaru.kakeru.load.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Writes a report for programs, and for the page. Times are milliseconds. */
public final class JsonReport {
    private static final int STEPS_PER_NINE = 40;
    private static final int MOST_NINES = 6;

    private JsonReport() {}

    public static String of(Report report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("started", report.started().toString());
        json.put("verdict", verdict(report));
        json.put("settings", report.settings());
        json.put("requests", requests(report.result()));
        json.put("latency", percentiles(report.result().latency()));
        json.put("latency_once_sent", percentiles(report.result().service()));
        if (report.reconciliation() != null) {
            json.put("freshness", freshness(report.reconciliation().freshness()));
            json.put("books", books(report.reconciliation()));
        }
        json.put("machine", report.machine());
        json.put(
                "seconds",
                report.result().intervals().stream().map(JsonReport::second).toList());
        return Json.of(json) + "\n";
    }

    private static Map<String, Object> verdict(Report report) {
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("success", report.result().success());
        verdict.put("success_goal", report.goal().success());
        verdict.put("goal_holds", report.goalHolds());
        verdict.put("books_compared", report.reconciliation() != null);
        verdict.put("books_balance", report.reconciliation() == null ? null : report.booksBalance());
        verdict.put("sentences", Sentences.of(report));
        return verdict;
    }

    private static Map<String, Object> requests(RunResult result) {
        Map<String, Object> requests = new LinkedHashMap<>();
        requests.put("sent", result.sent());
        requests.put("accepted", result.count(Fate.ACCEPTED));
        requests.put("failed", result.count(Fate.FAILED));
        requests.put("unknown", result.count(Fate.UNKNOWN));
        requests.put("late", result.late());
        requests.put("sent_again", result.sentAgain());
        requests.put("goodput", result.goodput());
        Map<String, Object> outcomes = new LinkedHashMap<>();
        Map<String, Object> fates = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome.words(), result.outcomes().getOrDefault(outcome, 0L));
            fates.put(outcome.words(), outcome.fate().word());
        }
        requests.put("outcomes", outcomes);
        requests.put("fates", fates);
        requests.put("statuses", result.statuses());
        return requests;
    }

    private static Map<String, Object> percentiles(Histogram histogram) {
        Map<String, Object> percentiles = new LinkedHashMap<>();
        percentiles.put("count", histogram.getTotalCount());
        percentiles.put("p50", histogram.getValueAtPercentile(50) / 1e3);
        percentiles.put("p90", histogram.getValueAtPercentile(90) / 1e3);
        percentiles.put("p99", histogram.getValueAtPercentile(99) / 1e3);
        percentiles.put("p99.9", histogram.getValueAtPercentile(99.9) / 1e3);
        percentiles.put("p99.99", histogram.getValueAtPercentile(99.99) / 1e3);
        percentiles.put("max", histogram.getMaxValue() / 1e3);
        percentiles.put("curve", curve(histogram));
        return percentiles;
    }

    /** Pairs of a percentile and its time, each further nine in as many steps as the one before. */
    private static List<List<Double>> curve(Histogram histogram) {
        // As many nines as the number of values can speak for.
        double nines = Math.ceil(Math.log10(histogram.getTotalCount()));
        double steps = Math.min(MOST_NINES, Math.max(1, nines)) * STEPS_PER_NINE;
        List<List<Double>> curve = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            double percentile = 100 * (1 - Math.pow(10, -(double) i / STEPS_PER_NINE));
            curve.add(List.of(percentile, histogram.getValueAtPercentile(percentile) / 1e3));
        }
        return curve;
    }

    private static Map<String, Object> freshness(Freshness freshness) {
        Map<String, Object> json = percentiles(freshness.delays());
        json.put("unseen", freshness.unseen());
        json.put(
                "probes",
                freshness.samples().stream()
                        .map(sample -> List.of(sample.at(), sample.delay() / 1e3))
                        .toList());
        return json;
    }

    private static Map<String, Object> books(Report.Reconciliation reconciliation) {
        Map<String, Object> books = new LinkedHashMap<>();
        books.put("database", reconciliation.databaseVersion());
        books.put("caught_up", reconciliation.books().caughtUp());
        books.put("ledger_counted", reconciliation.books().ledger().impressions());
        books.put("ledger_repeated", reconciliation.books().ledger().repeated());
        books.put("ledger_rejected", reconciliation.books().ledger().rejected());
        books.put("other_ads", reconciliation.books().others());
        books.put("total", account(reconciliation.books().total()));
        Map<String, Object> ads = new LinkedHashMap<>();
        reconciliation.books().ads().forEach((ad, account) -> ads.put(ad, account(account)));
        books.put("ads", ads);
        return books;
    }

    private static Map<String, Object> account(Account account) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sent", sums(account.sent()));
        json.put("accepted", sums(account.accepted()));
        json.put("failed", sums(account.failed()));
        json.put("unknown", sums(account.unknown()));
        json.put("counted", sums(account.counted()));
        json.put("balanced", account.isBalanced());
        return json;
    }

    private static Map<String, Object> sums(Sums sums) {
        return Map.of("impressions", sums.impressions(), "value", sums.value());
    }

    private static Map<String, Object> second(Interval interval) {
        Map<String, Object> second = new LinkedHashMap<>();
        second.put("end", interval.end());
        second.put("due", interval.due());
        second.put("accepted", interval.accepted());
        second.put("failed", interval.failed());
        second.put("unknown", interval.unknown());
        second.put("late", interval.late());
        second.put("queued", interval.queued());
        second.put("in_flight", interval.inFlight());
        second.put("p50", interval.median() / 1e3);
        second.put("p99", interval.p99() / 1e3);
        second.put("max", interval.max() / 1e3);
        return second;
    }
}
