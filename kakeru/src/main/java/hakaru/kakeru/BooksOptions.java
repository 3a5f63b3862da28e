package hakaru.kakeru;

import hakaru.kakeru.books.Database;
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
            description = "How long the pipeline may take to count what it accepted (default: 1m).")
    Duration catchUp = Duration.ofMinutes(1);

    /** The options that say where the database is. */
    static final class DatabaseOptions {
        @Option(
                names = "--jdbc-url",
                paramLabel = "URL",
                description = "The pipeline's database (default: ${DEFAULT-VALUE}).")
        private String jdbcUrl = "jdbc:mysql://127.0.0.1:13306/hakaru";

        @Option(
                names = "--db-user",
                paramLabel = "NAME",
                description = "A user that may read (default: ${DEFAULT-VALUE}).")
        private String user = "redash";

        @Option(
                names = "--db-password",
                paramLabel = "WORD",
                defaultValue = "${env:KAKERU_DB_PASSWORD:-redash}",
                description = "Its password; better in the variable KAKERU_DB_PASSWORD (default: redash).")
        private String password = "";

        Database.Address address() {
            return new Database.Address(jdbcUrl, user, password);
        }
    }
}
