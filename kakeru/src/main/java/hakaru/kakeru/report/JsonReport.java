package hakaru.kakeru.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hakaru.kakeru.books.Books;
import hakaru.kakeru.books.Freshness;
import hakaru.kakeru.load.Outcome;
import hakaru.kakeru.load.Outcome.Fate;
import hakaru.kakeru.load.RunResult;
import java.util.ArrayList;
import java.util.List;
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
        ObjectNode json =
                JSON.createObjectNode().put("started", report.started().toString());
        json.set("verdict", verdict(report));
        json.putPOJO("settings", report.settings());
        json.set("requests", requests(report.result()));
        json.set("latency", percentiles(report.result().latency()));
        json.set("latency_once_sent", percentiles(report.result().service()));
        if (report.reconciliation() != null) {
            json.set("freshness", freshness(report.reconciliation().freshness()));
            json.set("books", books(report.reconciliation()));
        }
        json.putPOJO("machine", report.machine())
                .putPOJO("seconds", report.result().intervals());
        try {
            return JSON.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the report as JSON, so there is none", e);
        }
    }

    private static ObjectNode verdict(Report report) {
        return JSON.createObjectNode()
                .put("success", report.result().success())
                .put("success_goal", report.goal().success())
                .put("goal_holds", report.goalHolds())
                .put("books_compared", report.reconciliation() != null)
                .putPOJO("books_balance", report.reconciliation() == null ? null : report.booksBalance())
                .putPOJO("sentences", Sentences.of(report));
    }

    private static ObjectNode requests(RunResult result) {
        ObjectNode requests = JSON.createObjectNode().put("sent", result.sent());
        for (Fate fate : Fate.values()) {
            requests.put(fate.word(), result.count(fate));
        }
        requests.put("late", result.late())
                .put("sent_again", result.sentAgain())
                .put("goodput", result.goodput());
        ObjectNode outcomes = requests.putObject("outcomes");
        ObjectNode fates = requests.putObject("fates");
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome.words(), result.outcomes().getOrDefault(outcome, 0L));
            fates.put(outcome.words(), outcome.fate().word());
        }
        return requests.putPOJO("statuses", result.statuses());
    }

    private static ObjectNode percentiles(Histogram histogram) {
        ObjectNode percentiles = JSON.createObjectNode().put("count", histogram.getTotalCount());
        for (String percentile : PERCENTILES) {
            percentiles.put("p" + percentile, histogram.getValueAtPercentile(Double.parseDouble(percentile)) / 1e3);
        }
        return percentiles.put("max", histogram.getMaxValue() / 1e3).putPOJO("curve", curve(histogram));
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

    private static ObjectNode freshness(Freshness freshness) {
        return percentiles(freshness.delays()).put("unseen", freshness.unseen()).putPOJO("probes", freshness.probes());
    }

    private static ObjectNode books(Report.Reconciliation reconciliation) {
        Books books = reconciliation.books();
        return JSON.createObjectNode()
                .put("database", reconciliation.databaseVersion())
                .put("caught_up", books.caughtUp())
                .put("ledger_counted", books.ledger().impressions())
                .put("ledger_repeated", books.ledger().repeated())
                .put("ledger_rejected", books.ledger().rejected())
                .put("other_ads", books.others())
                .putPOJO("total", books.total())
                .putPOJO("ads", books.ads());
    }
}
