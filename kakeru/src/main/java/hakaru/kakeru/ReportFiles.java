package hakaru.kakeru;

import hakaru.kakeru.report.HtmlReport;
import hakaru.kakeru.report.JsonReport;
import hakaru.kakeru.report.Report;
import hakaru.kakeru.report.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Hands out a report: on the terminal, and into the files that were asked for. */
final class ReportFiles {
    private final OutputOptions options;

    ReportFiles(OutputOptions options) {
        this.options = options;
    }

    void write(Report report, PrintWriter out) throws IOException {
        out.print(Summary.of(report));
        out.flush();
        write(options.json, JsonReport.of(report));
        write(options.html, HtmlReport.of(report));
    }

    private static void write(@Nullable Path file, String text) throws IOException {
        if (file != null) {
            Files.writeString(file, text);
        }
    }
}
