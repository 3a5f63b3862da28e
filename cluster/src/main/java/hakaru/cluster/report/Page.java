package hakaru.cluster.report;

import hakaru.cluster.Second;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws a run as one page that needs nothing else: the faults on a time line over rate, errors, latency and freshness. */
final class Page {
    private static final int WIDTH = 1_200;
    private static final int HEIGHT = 130;
    private static final String HEAD = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>hakaru: a cluster under faults</title>
            <meta name="viewport" content="width=device-width">
            <style>
              :root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif; }
              body { max-width: 1240px; margin: 1rem auto; padding: 0 1rem; }
              svg { width: 100%; height: auto; background: color-mix(in srgb, currentColor 4%, transparent); }
              rect.fault { fill: #d62; opacity: .25; }
              polyline { fill: none; stroke: #27c; stroke-width: 1.5; vector-effect: non-scaling-stroke; }
              table { border-collapse: collapse; } td, th { padding: .1rem .7rem; text-align: left; border-bottom: 1px solid #8884; }
            </style>
            """;

    private final Result result;
    private final double length;

    private Page(Result result) {
        this.result = result;
        this.length = result.seconds().stream().mapToDouble(Second::end).max().orElse(1);
    }

    static String of(Result result, List<String> words) {
        Page page = new Page(result);
        StringBuilder html = new StringBuilder(HEAD);
        html.append("<h1>A cluster under faults, %s</h1>".formatted(escape(result.started())));
        words.forEach(line -> html.append("<p>%s</p>%n".formatted(escape(line))));
        html.append(page.chart("Answers of 200 a second", Second::accepted));
        html.append(page.chart("Requests a second that were not answered 200", Second::lost));
        html.append(page.chart("Latency, 99th percentile, milliseconds", Second::p99));
        html.append(page.chart("How far counts are behind, seconds", Second::behind));
        return html.append(page.faults()).toString();
    }

    private String chart(String name, ToDoubleFunction<Second> value) {
        double most =
                Math.max(1, result.seconds().stream().mapToDouble(value).max().orElse(1));
        StringBuilder points = new StringBuilder();
        for (Second second : result.seconds()) {
            points.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", x(second.end()), HEIGHT - value.applyAsDouble(second) / most * HEIGHT));
        }
        return String.format(
                Locale.ROOT,
                "<h2>%s, up to %,.0f</h2><svg viewBox='0 0 %d %d' preserveAspectRatio='none'>%s<polyline points='%s'/></svg>%n",
                name,
                most,
                WIDTH,
                HEIGHT,
                bands(),
                points);
    }

    private String bands() {
        StringBuilder bands = new StringBuilder();
        for (Incident incident : result.incidents()) {
            double width = Math.max(1, x(incident.to()) - x(incident.from()));
            bands.append(String.format(
                    Locale.ROOT,
                    "<rect class='fault' x='%.1f' y='0' width='%.1f' height='%d'><title>%s: %s</title></rect>",
                    x(incident.from()),
                    width,
                    HEIGHT,
                    escape(incident.kind()),
                    escape(incident.target())));
        }
        return bands.toString();
    }

    private String faults() {
        StringBuilder rows =
                new StringBuilder("<h2>Faults</h2><table><tr><th>at, s<th>for, s<th>fault<th>target<th>bad seconds"
                        + "<th>answers back after, s<th>counts fresh after, s<th></tr>");
        for (Incident incident : result.incidents()) {
            rows.append(String.format(
                    Locale.ROOT,
                    "<tr><td>%.0f<td>%.1f<td>%s<td>%s<td>%d<td>%.1f<td>%.1f<td>%s</tr>%n",
                    incident.from(),
                    incident.to() - incident.from(),
                    escape(incident.kind()),
                    escape(incident.target()),
                    incident.bad(),
                    incident.answers(),
                    incident.freshness(),
                    escape(incident.failure())));
        }
        return rows.append("</table>").toString();
    }

    private double x(double at) {
        return Math.min(WIDTH, at / length * WIDTH);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;");
    }
}
