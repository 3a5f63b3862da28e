package hakaru.kakeru;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** Asked before the load: a report that cannot be written is noticed too late. */
    boolean directoriesExist() {
        return Stream.of(Optional.ofNullable(json), Optional.ofNullable(html))
                .flatMap(Optional::stream)
                .map(file -> file.toAbsolutePath().getParent())
                .allMatch(directory -> directory != null && Files.isDirectory(directory));
    }
}
