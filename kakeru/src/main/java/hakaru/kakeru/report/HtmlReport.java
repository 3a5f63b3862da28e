package hakaru.kakeru.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Writes a report as one page that needs nothing else: in it are the JSON report, and the script and uPlot, which draw it. */
public final class HtmlReport {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private HtmlReport() {}

    public static String of(Report report) {
        return resource("report.html")
                .replace("{{uplot.css}}", resource(UPLOT + "uPlot.min.css"))
                .replace("{{uplot.js}}", resource(UPLOT + "uPlot.iife.min.js"))
                .replace("{{summary}}", escaped(Summary.of(report)))
                .replace("{{report}}", withinScript(JsonReport.of(report)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    /** No text can end the script or begin a comment in it; the two separators are ends of line to older scripts. */
    private static String withinScript(String json) {
        return json.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
