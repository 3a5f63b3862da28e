package hakaru.sink.mysql.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.sink.batch.CountRow;
import hakaru.sink.mysql.RollUpStage;
import hakaru.sink.mysql.counts.CountStore;
import hakaru.testkit.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Days are made ahead and dropped as a whole, and what was dropped stays known. */
class MaintenanceIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RollUpStage stage;
    private final CountStore store;

    MaintenanceIT() throws SQLException {
        stage = new RollUpStage();
        store = stage.store();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static CountRow row(long second, int impressions) {
        return new CountRow(second, "open", impressions, 10L * impressions);
    }

    private String partitions(String table) throws SQLException {
        return stage.text(
                "SELECT COUNT(*) FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '"
                        + table + "'");
    }

    @Test
    void shouldMakePartitionsAheadOnce() throws SQLException {
        stage.maintain(stage.today());
        stage.maintain(stage.today());

        assertThat(partitions("impressions_per_second")).isEqualTo("9");
        assertThat(partitions("rolled_minutes")).isEqualTo("9");
        assertThat(Maintenance.daysAhead(stage.connections(), stage.today())).isEqualTo(7);
    }

    /** Percona XtraDB Cluster has none: it refuses GET_LOCK in its strict mode. */
    @Test
    void shouldNeedNoNamedLock() throws SQLException {
        try (Connection other = stage.database().connect();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT GET_LOCK(CONCAT('hakaru.', MD5(DATABASE())), 0)");

            stage.maintain(stage.today());
        }

        assertThat(partitions("impressions_per_second")).isEqualTo("9");
    }

    @Test
    void shouldLeaveItToWhoIsAlreadyAtIt() throws SQLException {
        try (Connection other = stage.connectToMigrate()) {
            assertThat(Maintenance.tryLock(other)).isTrue();

            stage.maintain(stage.today());

            assertThat(partitions("impressions_per_second")).isEqualTo("1");
        }
        stage.maintain(stage.today());
        assertThat(partitions("impressions_per_second")).isEqualTo("9");
    }

    /** ALTER TABLE ends the transaction it stands in. */
    @Test
    void shouldHoldTheLockUntilItIsDone() throws Exception {
        stage.letTestsSeeStatements();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection reader = stage.database().connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM rolled_minutes");
            Future<?> maintained = thread.submit(() -> {
                stage.maintain(stage.today());
                return null;
            });
            Await.until("the second table is waited for", LIMIT, () -> stage.runs("ALTER TABLE rolled_minutes%"));

            try (Connection other = stage.connectToMigrate()) {
                assertThat(Maintenance.tryLock(other)).isFalse();
            }
            reader.rollback();
            maintained.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } finally {
            thread.shutdownNow();
        }
        assertThat(partitions("rolled_minutes")).isEqualTo("9");
    }

    @Test
    void shouldSayThatThereIsNoPartitionForToday() throws SQLException {
        assertThat(Maintenance.daysAhead(stage.connections(), stage.today())).isEqualTo(-1);
    }

    @Test
    void shouldDropADayAndKnowWhatItHad() throws SQLException {
        store.write(RollUpStage.batch(
                0, 0, List.of(row(stage.daysAgo(3), 5), row(stage.daysAgo(2), 7), row(stage.daysAgo(0), 1))));
        stage.maintain(stage.today().minusDays(2));
        stage.rollUp();

        stage.maintain(stage.today());

        assertThat(stage.text("SELECT SUM(impressions) FROM impressions_per_second"))
                .isEqualTo("8");
        assertThat(stage.text("SELECT seconds_from FROM roll_up"))
                .startsWith(stage.today().minusDays(2) + " 00:00:00");
        assertThat(stage.balances()).isTrue();
    }

    @Test
    void shouldStillCountForADayThatIsDropped() throws SQLException {
        store.write(RollUpStage.batch(0, 0, List.of(row(stage.daysAgo(6), 5), row(stage.daysAgo(0), 1))));
        stage.maintain(stage.today().minusDays(5));
        stage.rollUp();
        stage.maintain(stage.today());

        store.write(RollUpStage.batch(0, 6, List.of(row(stage.daysAgo(6) + 1, 2), row(stage.daysAgo(3), 3))));

        assertThat(stage.text("SELECT SUM(impressions) FROM impressions_per_second"))
                .isEqualTo("1");
        assertThat(stage.pairs("SELECT minute, SUM(impressions) FROM impressions_per_minute GROUP BY minute"))
                .hasSize(2)
                .containsValue("3");
        assertThat(stage.pairs("SELECT day, SUM(impressions) FROM impressions_per_day GROUP BY day"))
                .isEqualTo(Map.of(
                        stage.today().minusDays(6).toString(), "7",
                        stage.today().minusDays(3).toString(), "3",
                        stage.today().toString(), "1"));
        assertThat(stage.text("SELECT SUM(impressions) FROM ledger")).isEqualTo("11");
    }

    @Test
    void shouldKeepADayThatIsNotRolledUp() throws SQLException {
        store.write(RollUpStage.batch(0, 0, List.of(row(stage.daysAgo(3), 5), row(stage.daysAgo(0), 1))));
        stage.maintain(stage.today().minusDays(2));

        stage.maintain(stage.today());

        assertThat(stage.text("SELECT SUM(impressions) FROM impressions_per_second"))
                .isEqualTo("6");
        stage.rollUp();
        stage.maintain(stage.today());
        assertThat(stage.text("SELECT SUM(impressions) FROM impressions_per_second"))
                .isEqualTo("1");
        assertThat(stage.balances()).isTrue();
    }

    /** A row that one table takes and another one does not is in none of them. */
    @Test
    void shouldRejectALateRowAsAWhole() throws SQLException {
        long late = stage.daysAgo(1);
        store.write(RollUpStage.batch(0, 0, List.of(row(late, 1), row(stage.daysAgo(0), 1))));
        stage.rollUp();
        stage.database()
                .administer("UPDATE %s.rolled_days SET value_sum = 999999999999999999999999999999"
                        .formatted(stage.database().name()));

        CountStore.RowCounts written = store.write(RollUpStage.batch(0, 2, List.of(row(late, 4))));

        assertThat(written).isEqualTo(new CountStore.RowCounts(0, 1));
        assertThat(stage.balances()).isTrue();
        assertThat(stage.text("SELECT SUM(impressions) FROM impressions_per_second"))
                .isEqualTo("2");
        assertThat(stage.text("SELECT SUM(impressions) FROM rejected_counts")).isEqualTo("4");
    }
}
