package hakaru.sink.mysql.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.sink.Counts;
import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.Ledger;
import hakaru.sink.mysql.ConnectionPool;
import hakaru.sink.mysql.DatabaseConfig;
import hakaru.sink.mysql.FailureKind;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.RollUpStage;
import hakaru.sink.mysql.counts.CountStore;
import hakaru.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What the release before this one has left, and a sink of it that still runs. */
class FormerReleaseIT {
    private static final String REFUSED = "this_sink_is_of_an_older_release";
    private static final Ledger.Key KEY = new Ledger.Key("topic", 0);
    private static final int STEP = 10;

    private final TestDatabase database = TestDatabase.fresh();
    private final FormerRelease former = new FormerRelease(database);
    private final MysqlConfig.Credentials migration = DatabaseConfig.migrationUser(database);
    private final MysqlConfig config = DatabaseConfig.of(database);

    /** What a sink of this release does at its start and with its next batch of partition 0. */
    private void goOnTo(long to) throws SQLException {
        try (HikariDataSource connections = ConnectionPool.open(config, new SimpleMeterRegistry())) {
            try (Connection connection = connections.getConnection()) {
                Schema.requireTables(connection);
            }
            CountStore store = RollUpStage.store(connections);
            Ledger ledger = store.readLedger();
            long from = ledger.countedTo(KEY);
            CountRow row = CountRow.of(Counts.of("open", to - from));
            store.write(RollUpStage.batch(0, from, List.of(row)));
        }
    }

    private void assertCounted(long impressions) throws SQLException {
        assertThat(database.number("SELECT SUM(impressions) FROM impressions_per_day"))
                .isEqualTo(impressions);
        assertThat(database.number("SELECT SUM(impressions) FROM ledger")).isEqualTo(impressions);
    }

    @Test
    void shouldRefuseASinkOfTheFormerRelease() throws SQLException {
        former.makeTables();
        former.begin(0, STEP);
        new SchemaMigration(config, migration).run();
        goOnTo(2 * STEP);

        assertThatThrownBy(() -> former.count(2 * STEP, 3 * STEP))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(FailureKind.of(e)).isEqualTo(FailureKind.PERSON))
                .hasMessageContaining(REFUSED);
        assertThatThrownBy(() -> former.begin(1, STEP)).hasMessageContaining("guard_3");

        assertCounted(2 * STEP);
        goOnTo(3 * STEP);
        assertCounted(3 * STEP);
    }

    @Test
    void shouldTakeOverWhatTheFormerReleaseHasCounted() throws SQLException {
        former.makeTables();
        former.begin(0, STEP);
        former.count(STEP, 3 * STEP);
        former.begin(1, 7);

        new SchemaMigration(config, migration).run();
        goOnTo(4 * STEP);

        assertCounted(4 * STEP + 7);
        assertThat(database.number("SELECT COUNT(*) FROM ledger WHERE guard_3 = counted_to"))
                .isEqualTo(2);
    }

    /** It counts until it is refused, and what it has counted is what this release goes on from. */
    @Test
    void shouldMigrateWhileASinkOfTheFormerReleaseCounts() throws Exception {
        former.makeTables();
        former.begin(0, STEP);
        CountDownLatch counting = new CountDownLatch(20);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Long> counted = thread.submit(() -> countUntilRefused(counting));
            counting.await();

            new SchemaMigration(config, migration).run();

            assertCounted(counted.get());
            goOnTo(counted.get() + STEP);
            assertCounted(counted.get() + STEP);
        } finally {
            thread.shutdownNow();
        }
    }

    private long countUntilRefused(CountDownLatch counting) throws SQLException {
        long to = STEP;
        while (true) {
            try {
                former.count(to, to + STEP);
            } catch (SQLException e) {
                assertThat(e.getMessage()).contains(REFUSED);
                return to;
            }
            to += STEP;
            counting.countDown();
        }
    }

    /** Killed between the statements, or before the history knew of them. */
    @Test
    void shouldMigrateAgainFromWhereverItWasKilled() throws SQLException {
        former.makeTables();
        former.begin(0, STEP);
        new SchemaMigration(config, migration).run();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE ledger ALTER COLUMN guard_3 SET DEFAULT 0");
            statement.execute("DELETE FROM sink_schema_history WHERE CAST(version AS SIGNED) > 2");
        }

        new SchemaMigration(config, migration).run();

        assertThatThrownBy(() -> former.begin(1, STEP)).hasMessageContaining("guard_3");
        goOnTo(2 * STEP);
        assertCounted(2 * STEP);
    }
}
