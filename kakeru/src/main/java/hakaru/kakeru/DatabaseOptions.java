package hakaru.kakeru;

import hakaru.kakeru.books.DatabaseAddress;
import picocli.CommandLine.Option;

/** The options that say where the database is. */
final class DatabaseOptions {
    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            description = "The pipeline's database (default: ${DEFAULT-VALUE}).")
    String jdbcUrl = "jdbc:mysql://127.0.0.1:13306/hakaru";

    @Option(names = "--db-user", paramLabel = "NAME", description = "A user that may read (default: ${DEFAULT-VALUE}).")
    String user = "redash";

    @Option(
            names = "--db-password",
            paramLabel = "WORD",
            defaultValue = "${env:KAKERU_DB_PASSWORD:-redash}",
            description = "Its password; better in the variable KAKERU_DB_PASSWORD (default: redash).")
    String password = "";

    DatabaseAddress address() {
        return new DatabaseAddress(jdbcUrl, user, password);
    }
}
