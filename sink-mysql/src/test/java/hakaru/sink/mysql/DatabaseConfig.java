package hakaru.sink.mysql;

import hakaru.runtime.config.Secret;
import hakaru.runtime.config.StorePasswords;
import hakaru.testkit.TestDatabase;
import java.time.Duration;
import java.util.Optional;

/** How the sink reaches a test's database. */
public final class DatabaseConfig {
    private static final MysqlConfig.Retention DEFAULT =
            new MysqlConfig.Retention(Duration.ofDays(7), Duration.ofDays(90));

    private DatabaseConfig() {}

    /** As the writer, who may not alter tables. */
    public static MysqlConfig of(TestDatabase database) {
        return of(database, DEFAULT);
    }

    static MysqlConfig of(TestDatabase database, MysqlConfig.Retention retention) {
        return new MysqlConfig(
                database.jdbcUrl(),
                new MysqlConfig.Credentials(database.user(), new Secret(database.password())),
                Optional.empty(),
                StorePasswords.NONE,
                Duration.ofSeconds(30),
                new MysqlConfig.RowLimits(1_000, 5_000),
                retention);
    }

    public static MysqlConfig.Credentials migrationUser(TestDatabase database) {
        return new MysqlConfig.Credentials(database.migrationUser(), new Secret(database.migrationPassword()));
    }
}
