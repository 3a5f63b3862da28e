package hakaru.kakeru.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import hakaru.kakeru.books.Books;
import hakaru.kakeru.books.Freshness;
import hakaru.kakeru.load.Outcome;
import hakaru.kakeru.load.Outcome.Fate;
import hakaru.kakeru.load.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Writes a report for programs, and for the page. Times are milliseconds. Seconds, accounts and sums are written as the
 * records they are, by the names of their components.
 */
public final class JsonReport {
    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private static final List<String> PERCENTILES = List.of("50", "90", "99", "99.9", "99.99");
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
        json.put("seconds", report.result().intervals());
        try {
            return JSON.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that is no JSON", e);
        }
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
        for (Fate fate : Fate.values()) {
            requests.put(fate.word(), result.count(fate));
        }
        requests.put("late", result.late());
        requests.put("sent_again", result.sentAgain());
        requests.put("goodput", result.goodput());
        Map<String, Long> outcomes = new LinkedHashMap<>();
        Map<String, String> fates = new LinkedHashMap<>();
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
        for (String percentile : PERCENTILES) {
            percentiles.put("p" + percentile, histogram.getValueAtPercentile(Double.parseDouble(percentile)) / 1e3);
        }
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
        json.put("probes", freshness.samples());
        return json;
    }

    private static Map<String, Object> books(Report.Reconciliation reconciliation) {
        Books books = reconciliation.books();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("database", reconciliation.databaseVersion());
        json.put("caught_up", books.caughtUp());
        json.put("ledger_counted", books.ledger().impressions());
        json.put("ledger_repeated", books.ledger().repeated());
        json.put("ledger_rejected", books.ledger().rejected());
        json.put("other_ads", books.others());
        json.put("total", books.total());
        json.put("ads", books.ads());
        return json;
    }
}
