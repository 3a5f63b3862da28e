package hakaru.kakeru;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the report goes, besides the terminal. */
final class OutputOptions {
    @Option(names = "--json", paramLabel = "FILE", description = "Write the report for programs.")
    @Nullable
    Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the report as one page.")
    @Nullable
    Path html;
}
