package hakaru.kakeru.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import hakaru.kakeru.books.Account;
import hakaru.kakeru.books.Freshness;
import hakaru.kakeru.load.Fate;
import hakaru.kakeru.load.Outcome;
import hakaru.kakeru.load.RunResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Writes a report as one page that needs nothing else: styles and drawings are inside, and there is no script. */
public final class HtmlReport {
    private HtmlReport() {}

    public static String of(Report report) {
        return resource("page.html")
                .replace("{style}", resource("page.css"))
                .replace("{started}", report.started().toString())
                .replace("{badges}", badges(report))
                .replace("{sentences}", sentences(report))
                .replace("{tiles}", tiles(report))
                .replace("{charts}", Charts.of(report))
                .replace("{books}", books(report))
                .replace("{outcomes}", outcomes(report.result()))
                .replace("{settings}", Markup.facts(report.settings()))
                .replace("{machine}", Markup.facts(machine(report)));
    }

    private static String badges(Report report) {
        String goal = badge(report.verdict().goalHolds(), "goal holds", "goal missed");
        if (report.reconciliation() == null) {
            return goal + "<span class='badge'>books not compared</span>";
        }
        return goal + badge(report.verdict().booksBalance(), "books balance", "books do not balance");
    }

    private static String badge(boolean good, String yes, String no) {
        return "<span class='badge %s'>%s</span>".formatted(good ? "good" : "wrong", good ? "✓ " + yes : "✗ " + no);
    }

    private static String sentences(Report report) {
        return Sentences.of(report).stream().map(Markup::escape).collect(Collectors.joining(" "));
    }

    private static String tiles(Report report) {
        RunResult result = report.result();
        StringBuilder tiles = new StringBuilder();
        tiles.append(Markup.tile(
                "Success",
                Figures.percent(result.success()),
                "of %s requests".formatted(Figures.whole(result.sent()))));
        tiles.append(timeTile("Latency p99", result.timings().latency()));
        if (report.reconciliation() != null) {
            tiles.append(freshnessTile(report.reconciliation().freshness()));
            tiles.append(booksTile(report.reconciliation().books().total()));
        }
        return tiles.toString();
    }

    private static String timeTile(String name, Histogram histogram) {
        return Markup.tile(
                name,
                Figures.time(histogram.getValueAtPercentile(99)),
                "p50 %s · p99.9 %s · max %s"
                        .formatted(
                                Figures.time(histogram.getValueAtPercentile(50)),
                                Figures.time(histogram.getValueAtPercentile(99.9)),
                                Figures.time(histogram.getMaxValue())));
    }

    private static String freshnessTile(Freshness freshness) {
        Histogram delays = freshness.delays();
        return Markup.tile(
                "Freshness p99",
                delays.getTotalCount() == 0 ? "–" : Figures.time(delays.getValueAtPercentile(99)),
                "p50 %s · max %s · %d probes, %d never seen"
                        .formatted(
                                Figures.time(delays.getValueAtPercentile(50)),
                                Figures.time(delays.getMaxValue()),
                                delays.getTotalCount() + freshness.unseen(),
                                freshness.unseen()));
    }

    private static String booksTile(Account total) {
        return Markup.tile(
                "Counted",
                Figures.whole(total.counted().impressions()),
                "of %s accepted · %s unknown"
                        .formatted(
                                Figures.whole(total.accepted().impressions()),
                                Figures.whole(total.unknown().impressions())));
    }

    private static String books(Report report) {
        if (report.reconciliation() == null) {
            return "<p>Not compared: run without --no-reconcile beside the pipeline's database.</p>";
        }
        return BooksTable.of(report.reconciliation().books());
    }

    private static String outcomes(RunResult result) {
        StringBuilder rows = new StringBuilder(Markup.row("th", List.of("How requests ended", "Requests", "Fate")));
        for (Outcome outcome : Outcome.values()) {
            long count = result.outcomes().getOrDefault(outcome, 0L);
            if (count > 0 || outcome.fate() == Fate.ACCEPTED) {
                rows.append(Markup.row(
                        "td", List.of(outcome.words(), Figures.whole(count), Sentences.word(outcome.fate()))));
            }
        }
        return "<div class='scroll'><table>" + rows + "</table></div>";
    }

    private static List<Fact> machine(Report report) {
        List<Fact> facts = new ArrayList<>(report.machine());
        if (report.reconciliation() != null) {
            facts.add(new Fact("Database", report.reconciliation().databaseVersion()));
        }
        return facts;
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
