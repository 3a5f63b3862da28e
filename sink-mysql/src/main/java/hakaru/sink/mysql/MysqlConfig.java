package hakaru.sink.mysql;

import hakaru.runtime.StartException;
import hakaru.runtime.config.Secret;
import hakaru.runtime.config.Settings;
import hakaru.runtime.config.StorePasswords;
import java.time.Duration;
import java.util.Optional;

/**
 * Where MySQL is and who may do what there.
 *
 * @param migration who may create and alter tables; without, the sink expects to find them
 * @param socketTimeout how long MySQL may be silent before the connection counts as lost
 * @param retention how long counts are kept
 */
public record MysqlConfig(
        String url,
        Credentials writer,
        Optional<Credentials> migration,
        StorePasswords stores,
        Duration socketTimeout,
        RowLimits limits,
        Retention retention) {
    /** A database user. */
    public record Credentials(String user, Secret password) {}

    /**
     * How many rows are written together at most. Neither bounds the other: a batch that is larger than a transaction's
     * rows has a transaction of its own, in as many statements as it needs.
     *
     * @param statement of an INSERT
     * @param transaction before merging
     */
    public record RowLimits(int statement, int transaction) {
        public RowLimits {
            if (statement < 1 || transaction < 1) {
                throw new IllegalArgumentException(
                        ("SINK_MAX_ROWS_PER_STATEMENT and SINK_MAX_ROWS_PER_TRANSACTION must be one row or more,"
                                        + " but they are %d and %d")
                                .formatted(statement, transaction));
            }
        }

        static RowLimits from(Settings settings) {
            return new RowLimits(
                    settings.integer(
                            "SINK_MAX_ROWS_PER_STATEMENT", 1_000, 1, 10_000, "Most rows of one INSERT statement."),
                    settings.integer(
                            "SINK_MAX_ROWS_PER_TRANSACTION",
                            5_000,
                            1,
                            100_000,
                            "Most rows of one transaction; a larger batch has a transaction of its own."));
        }
    }

    /**
     * How long counts are kept, in whole days; hours and days are kept for ever.
     *
     * @param seconds of {@code impressions_per_second}
     * @param minutes of {@code rolled_minutes}
     */
    public record Retention(Duration seconds, Duration minutes) {
        private static final Duration LONGEST = Duration.ofDays(3_650);

        public Retention {
            requireDays("SINK_KEEP_SECONDS", seconds);
            requireDays("SINK_KEEP_MINUTES", minutes);
        }

        private static void requireDays(String name, Duration time) {
            if (!time.equals(Duration.ofDays(time.toDays()))) {
                throw new IllegalArgumentException(name + " must be whole days: a day is dropped as a whole");
            }
        }

        static Retention from(Settings settings) {
            return new Retention(
                    days(
                            settings,
                            "SINK_KEEP_SECONDS",
                            "7d",
                            "How long impressions_per_second keeps a day; then it is dropped as a whole."),
                    days(
                            settings,
                            "SINK_KEEP_MINUTES",
                            "90d",
                            "How long impressions_per_minute keeps a day; hours and days are kept for ever."));
        }

        /** Each is checked by itself, so that both are told. */
        private static Duration days(Settings settings, String name, String fallback, String description) {
            return settings.section(one -> {
                Duration time = one.duration(name, fallback, Duration.ofDays(1), LONGEST, description);
                requireDays(name, time);
                return time;
            });
        }
    }

    /**
     * The user who may alter tables.
     *
     * @throws StartException when there is none
     */
    public Credentials migrationUser() {
        return migration.orElseThrow(
                () -> new StartException("MYSQL_MIGRATION_USER is required to create, alter and drop tables"));
    }

    public static MysqlConfig from(Settings settings) {
        return new MysqlConfig(
                settings.string(
                        "MYSQL_URL",
                        "jdbc:mysql://localhost:3306/hakaru",
                        ConnectionProperties::requireFit,
                        "The database; without credentials."),
                new Credentials(
                        settings.string("MYSQL_USER", "hakaru", "The writer: SELECT, INSERT and UPDATE suffice."),
                        settings.secret("MYSQL_PASSWORD", "Password of the writer.")),
                migration(settings),
                StorePasswords.from(settings),
                settings.duration(
                        "SINK_SOCKET_TIMEOUT",
                        "30s",
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(10),
                        "How long MySQL may be silent before the connection counts as lost."),
                RowLimits.from(settings),
                Retention.from(settings));
    }

    private static Optional<Credentials> migration(Settings settings) {
        Optional<String> user =
                settings.optional("MYSQL_MIGRATION_USER", "May create and alter tables; when set, the sink does so.");
        Secret password = settings.secret("MYSQL_MIGRATION_PASSWORD", "Password of the migration user.");
        return user.map(name -> new Credentials(name, password));
    }
}
