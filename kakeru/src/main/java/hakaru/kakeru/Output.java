package hakaru.kakeru;

import hakaru.kakeru.report.HtmlReport;
import hakaru.kakeru.report.JsonReport;
import hakaru.kakeru.report.Report;
import hakaru.kakeru.report.Summary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Hands out a report: on the terminal, and into the files that were asked for. */
final class Output {
    @Option(names = "--json", paramLabel = "FILE", description = "Write the report for programs.")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as one page.")
    private @Nullable Path html;

    /** Asked before the load: a report that cannot be written is noticed too late. */
    boolean directoriesExist() {
        return Stream.of(json, html)
                .filter(Objects::nonNull)
                .map(file -> file.toAbsolutePath().getParent())
                .allMatch(directory -> directory != null && Files.isDirectory(directory));
    }

    void write(Report report, PrintWriter out) throws IOException {
        out.print(Summary.of(report));
        out.flush();
        if (json != null) {
            Files.writeString(json, JsonReport.of(report));
        }
        if (html != null) {
            Files.writeString(html, HtmlReport.of(report));
        }
    }
}
