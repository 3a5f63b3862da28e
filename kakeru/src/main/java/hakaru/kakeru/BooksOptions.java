package hakaru.kakeru;

import hakaru.kakeru.books.DatabaseAddress;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where the counts are. */
final class BooksOptions {
    @Option(
            names = "--reconcile",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Compare with the database (default); --no-reconcile needs none.")
    boolean reconcile;

    @Mixin
    DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--catch-up",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "How long the pipeline may take to count what it accepted (default: 1m).")
    Duration catchUp = Duration.ofMinutes(1);

    DatabaseAddress address() {
        return database.address();
    }
}
