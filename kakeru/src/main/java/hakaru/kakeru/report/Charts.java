package hakaru.kakeru.report;

import hakaru.kakeru.books.Freshness;
import hakaru.kakeru.load.Interval;
import hakaru.kakeru.load.RunResult;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** Chooses what to draw of a run. */
final class Charts {
    private static final int STEPS_PER_NINE = 40;

    private static final double LEAST_MICROS = 10;
    /** Further labels would not fit. */
    private static final int MOST_NINES = 6;

    private static final double LEAST_PART = 0.5;

    private Charts() {}

    static String of(Report report) {
        RunResult result = report.result();
        List<Interval> seconds = whole(result.timings().intervals());
        StringBuilder charts = new StringBuilder();
        charts.append(percentiles(result))
                .append(rates(seconds))
                .append(latencies(seconds))
                .append(errors(seconds));
        if (report.reconciliation() != null
                && !report.reconciliation().freshness().samples().isEmpty()) {
            charts.append(freshness(report.reconciliation().freshness()));
            charts.append(freshnessPercentiles(report.reconciliation().freshness()));
        }
        return charts.toString();
    }

    private static String percentiles(RunResult result) {
        Histogram latency = result.timings().latency();
        Axis upward = Axis.logarithmic(
                Math.max(LEAST_MICROS, result.timings().service().getMinValue()),
                Math.max(LEAST_MICROS, latency.getMaxValue()),
                Figures::shortTime);
        return new Chart(
                        "Latency by percentile",
                        "That share of requests was answered within this time",
                        Axis.percentiles(nines(latency)),
                        upward)
                .lines(List.of(
                        new Series("from the moment it was due", "one", curve(latency)),
                        new Series("once sent", "faint", curve(result.timings().service()))));
    }

    private static String freshnessPercentiles(Freshness freshness) {
        Histogram delays = freshness.delays();
        return new Chart(
                        "Freshness by percentile",
                        "That share of probes was visible to SQL within this time",
                        Axis.percentiles(nines(delays)),
                        Axis.linear(delays.getMaxValue(), Figures::shortTime))
                .lines(List.of(new Series("delay", "one", curve(delays))));
    }

    private static String freshness(Freshness freshness) {
        DoubleSummaryStatistics times =
                freshness.samples().stream().mapToDouble(Freshness.Sample::at).summaryStatistics();
        List<Series.Point> points = freshness.samples().stream()
                .map(s -> new Series.Point(s.at() - times.getMin(), s.delay()))
                .toList();
        return new Chart(
                        "Freshness over time",
                        "How long after its 200 each probe was visible to SQL",
                        Axis.time(Math.max(times.getMax() - times.getMin(), 1)),
                        Axis.linear(freshness.delays().getMaxValue(), Figures::shortTime))
                .dots(new Series("one probe", "one", points));
    }

    private static String rates(List<Interval> seconds) {
        List<Series> series = List.of(
                new Series("due", "faint", perSecond(seconds, Interval::due)),
                new Series("accepted", "one", perSecond(seconds, Interval::accepted)));
        return new Chart("Rate", "Requests per second, over time", time(seconds), upTo(series, 1)).lines(series);
    }

    private static String errors(List<Interval> seconds) {
        List<Series> series = List.of(
                new Series("failed", "bad", perSecond(seconds, Interval::failed)),
                new Series("unknown", "two", perSecond(seconds, Interval::unknown)),
                new Series("late", "faint", perSecond(seconds, Interval::late)));
        return new Chart("Errors", "Per second, over time", time(seconds), upTo(series, 5)).lines(series);
    }

    private static String latencies(List<Interval> seconds) {
        List<Series> series = List.of(
                new Series("max", "faint", points(seconds, s -> s.latency().max())),
                new Series("p99", "one", points(seconds, s -> s.latency().p99())),
                new Series("p50", "two", points(seconds, s -> s.latency().median())));
        double least = least(series.get(2));
        double most = Math.max(LEAST_MICROS, largest(series));
        return new Chart(
                        "Latency over time",
                        "From the moment a request was due, per second",
                        time(seconds),
                        Axis.logarithmic(least, most, Figures::shortTime))
                .lines(series);
    }

    private static double least(Series series) {
        return Math.max(
                LEAST_MICROS,
                series.points().stream().mapToDouble(Series.Point::y).min().orElse(0));
    }

    private static Axis time(List<Interval> seconds) {
        return Axis.time(seconds.get(seconds.size() - 1).end());
    }

    private static Axis upTo(List<Series> series, double atLeast) {
        return Axis.linear(Math.max(atLeast, largest(series)), Figures::shortCount);
    }

    private static double largest(List<Series> series) {
        return series.stream()
                .flatMap(s -> s.points().stream())
                .mapToDouble(Series.Point::y)
                .max()
                .orElse(0);
    }

    /** The last second is usually a part of one, with too little in it for a rate or a percentile. */
    private static List<Interval> whole(List<Interval> seconds) {
        int last = seconds.size() - 1;
        boolean isPart =
                last > 0 && seconds.get(last).end() - seconds.get(last - 1).end() < LEAST_PART;
        return isPart ? seconds.subList(0, last) : seconds;
    }

    private static List<Series.Point> perSecond(List<Interval> seconds, ToDoubleFunction<Interval> count) {
        List<Series.Point> points = new ArrayList<>();
        double before = 0;
        for (Interval second : seconds) {
            points.add(new Series.Point(second.end(), count.applyAsDouble(second) / (second.end() - before)));
            before = second.end();
        }
        return points;
    }

    /** A second without an answer has no latency. */
    private static List<Series.Point> points(List<Interval> seconds, ToDoubleFunction<Interval> value) {
        return seconds.stream()
                .filter(s -> s.latency().max() > 0)
                .map(s -> new Series.Point(s.end(), value.applyAsDouble(s)))
                .toList();
    }

    private static List<Series.Point> curve(Histogram histogram) {
        List<Series.Point> points = new ArrayList<>();
        int steps = nines(histogram) * STEPS_PER_NINE;
        for (int i = 0; i <= steps; i++) {
            double percentile = 100 * (1 - Math.pow(10, -(double) i / STEPS_PER_NINE));
            points.add(new Series.Point(percentile, histogram.getValueAtPercentile(percentile)));
        }
        return points;
    }

    /** As many nines as the number of values can speak for. */
    private static int nines(Histogram histogram) {
        double nines = Math.ceil(Math.log10(Math.max(1, histogram.getTotalCount())));
        return (int) Math.min(MOST_NINES, Math.max(1, nines));
    }
}
