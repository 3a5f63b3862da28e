package hakaru.bench;

import hakaru.embedded.EmbeddedMariaDb;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.config.Secret;
import hakaru.runtime.config.StorePasswords;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.maintenance.Maintenance;
import hakaru.sink.mysql.schema.SchemaMigration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Measures the analysts' heaviest queries: a year of hours of many ads, by UTC and by a zone, and the silent ones of very many. */
public final class AnalystSpeed implements Callable<Integer> {
    private static final Path QUERIES = Path.of("redash", "queries");
    private static final int HOURS_OF_A_YEAR = 8_760;
    private static final int ROUNDS = 3;

    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    @Option(names = "--kafka-port", description = "Heeded by none.")
    private int unused;

    @Option(names = "--mariadb-port", defaultValue = "13306")
    private int databasePort;

    @Option(names = "--ads", defaultValue = "1000", description = "With a year of hours each.")
    private int ads;

    @Option(names = "--many-ads", defaultValue = "100000", description = "With a day of hours each.")
    private int manyAds;

    private final Lifecycle parts = new Lifecycle();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AnalystSpeed()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "analyst-speed-stop"));
        try (parts) {
            EmbeddedMariaDb mariaDb =
                    parts.add("mariadb", EmbeddedMariaDb.start(directory.resolve("mariadb"), databasePort));
            try (Connection root = mariaDb.root();
                    Statement statement = root.createStatement()) {
                statement.execute("CREATE DATABASE hakaru");
                statement.execute("CREATE USER bench IDENTIFIED BY 'bench'");
                statement.execute("GRANT ALL ON *.* TO bench");
                // As a database has it that holds such tables: the hours of the year are 1.5 GB.
                statement.execute("SET GLOBAL innodb_buffer_pool_size = 1073741824");
                statement.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 0");
            }
            migrate(mariaDb.jdbcUrl("hakaru"));
            measure(mariaDb);
            return 0;
        }
    }

    private static void migrate(String url) throws SQLException {
        MysqlConfig.Credentials bench = new MysqlConfig.Credentials("bench", new Secret("bench"));
        MysqlConfig config = new MysqlConfig(
                url,
                bench,
                Optional.of(bench),
                StorePasswords.NONE,
                Duration.ofMinutes(10),
                new MysqlConfig.RowLimits(1_000, 5_000),
                new MysqlConfig.Retention(Duration.ofDays(7), Duration.ofDays(90)));
        new SchemaMigration(config, bench).run();
        Maintenance.run(config, bench);
    }

    private void measure(EmbeddedMariaDb mariaDb) throws SQLException, IOException {
        try (Connection connection = mariaDb.root();
                Statement statement = connection.createStatement()) {
            statement.execute("USE hakaru");
            statement.execute("SET SESSION max_recursive_iterations = 1000000, time_zone = '+00:00'");
            fillYear(statement);
            LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
            Map<String, String> year = Map.of(
                    "date.start", today.minusDays(365).toString(),
                    "date.end", today.minusDays(1).toString(),
                    "ad", "%",
                    "ads", "20",
                    "zone", "America/New_York");
            time(statement, "hours_of_a_year", "impressions-per-hour.sql", year);
            time(statement, "days_in_a_zone", "impressions-per-day-in-a-zone.sql", year);
            time(statement, "days_of_a_year", "impressions-per-day.sql", year);
            fillManyAds(statement);
            time(statement, "silent_ads", "silent-ads.sql", Map.of("hours", "24", "minutes", "10"));
        }
    }

    private static void numbers(Statement statement, String table, int count) throws SQLException {
        statement.execute(
                ("CREATE TEMPORARY TABLE %s AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
                                + "SELECT i FROM n")
                        .formatted(table, count - 1));
    }

    private void fillYear(Statement statement) throws SQLException {
        numbers(statement, "hours", HOURS_OF_A_YEAR);
        numbers(statement, "some", ads);
        statement.execute("""
                INSERT INTO rolled_hours SELECT TIMESTAMP(UTC_DATE()) - INTERVAL 8760 - hours.i HOUR, CONCAT('ad-', some.i),
                  1000 + some.i, 500 FROM hours STRAIGHT_JOIN some""");
        statement.execute("""
                INSERT INTO rolled_days SELECT UTC_DATE() - INTERVAL 365 - hours.i DAY, CONCAT('ad-', some.i),
                  24 * (1000 + some.i), 24 * 500 FROM hours STRAIGHT_JOIN some WHERE hours.i < 365""");
        // Bots come in one hour of three, to each ad.
        statement.execute(
                "INSERT INTO rolled_invalid_hours SELECT hour, ad, 'bot', 10, 0 FROM rolled_hours WHERE HOUR(hour) % 3 = 0");
        statement.execute("INSERT INTO rolled_invalid_days SELECT day, ad, 'bot', 80, 0 FROM rolled_days");
        statement.execute("UPDATE roll_up SET rolled_to = UTC_TIMESTAMP() - INTERVAL 15 SECOND");
        statement.execute("ANALYZE TABLE rolled_hours, rolled_days, rolled_invalid_hours, rolled_invalid_days");
    }

    /** All were seen in the last 24 hours; one in a hundred not in the last half an hour. */
    private void fillManyAds(Statement statement) throws SQLException {
        for (String table : List.of("rolled_hours", "rolled_days", "rolled_invalid_hours", "rolled_invalid_days")) {
            statement.execute("TRUNCATE TABLE " + table);
        }
        numbers(statement, "many", manyAds);
        statement.execute("""
                INSERT INTO rolled_days SELECT UTC_DATE() - INTERVAL days.i DAY, CONCAT('ad-', many.i), 100 + many.i, 0
                FROM many CROSS JOIN (SELECT i FROM some WHERE i < 3) AS days""");
        statement.execute("""
                INSERT INTO rolled_minutes
                SELECT UTC_TIMESTAMP() - INTERVAL SECOND(UTC_TIMESTAMP()) SECOND - INTERVAL minutes.i MINUTE,
                  CONCAT('ad-', many.i), 1, 0
                FROM many CROSS JOIN (SELECT i FROM some WHERE i < 60) AS minutes
                WHERE minutes.i >= 30 OR (many.i % 100 <> 0 AND minutes.i % 3 = many.i % 3)""");
        statement.execute("""
                INSERT INTO impressions_per_second
                SELECT UTC_TIMESTAMP() - INTERVAL seconds.i SECOND, CONCAT('ad-', many.i), 1, 0
                FROM many CROSS JOIN (SELECT i FROM some WHERE i < 12) AS seconds
                WHERE many.i % 100 <> 0 AND many.i % 12 = seconds.i""");
        statement.execute("UPDATE roll_up SET rolled_to = UTC_TIMESTAMP() - INTERVAL 15 SECOND");
        statement.execute("ANALYZE TABLE rolled_minutes, rolled_days, impressions_per_second");
    }

    /** Prints the best of some rounds: the first reads from the disk. */
    private static void time(Statement statement, String name, String file, Map<String, String> parameters)
            throws SQLException, IOException {
        String sql = Files.readString(QUERIES.resolve(file));
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            sql = sql.replace("{{ " + parameter.getKey() + " }}", parameter.getValue());
        }
        long[] millis = new long[ROUNDS];
        int rows = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            rows = 0;
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    rows++;
                }
            }
            millis[round] = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        }
        System.out.printf(
                Locale.ROOT,
                "queries %s=%d rows=%d all=%s%n",
                name,
                Arrays.stream(millis).min().orElseThrow(),
                rows,
                Arrays.toString(millis));
    }
}
