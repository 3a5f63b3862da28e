package hakaru.sink.mysql.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.contract.Count;
import hakaru.sink.Counts;
import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.OffsetRange;
import hakaru.sink.batch.ReceivedBatch;
import hakaru.sink.mysql.ConnectionPool;
import hakaru.sink.mysql.DatabaseConfig;
import hakaru.sink.mysql.FailureKind;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.OvertakenException;
import hakaru.sink.mysql.RollUpStage;
import hakaru.sink.mysql.schema.SchemaMigration;
import hakaru.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The transaction on its own, without Kafka. */
class CountStoreIT {
    private static final Ledger.Key KEY = new Ledger.Key("topic", 0);

    private final TestDatabase database = TestDatabase.fresh();
    private final MysqlConfig.Credentials migration = DatabaseConfig.migrationUser(database);
    private final MysqlConfig config = DatabaseConfig.of(database);

    private HikariDataSource pool() {
        return ConnectionPool.open(config, new SimpleMeterRegistry());
    }

    private static CountTransaction batch(long from, long to, Count... counts) {
        List<CountRow> rows = Arrays.stream(counts).map(CountRow::of).toList();
        return new CountTransaction(
                List.of(new ReceivedBatch(KEY, new OffsetRange(from, to), to, rows, List.of(), 0, 0)));
    }

    @Test
    void shouldLetOneOfTwoWritersCommitEachStep() throws Exception {
        new SchemaMigration(config, migration).run();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CyclicBarrier together = new CyclicBarrier(2);
        try (HikariDataSource connections = pool()) {
            Callable<Integer> writer = () -> writeAll(RollUpStage.store(connections), together);

            Future<Integer> first = threads.submit(writer);
            Future<Integer> second = threads.submit(writer);

            assertThat(first.get() + second.get()).isEqualTo(50);
        } finally {
            threads.shutdownNow();
        }
        assertThat(database.number("SELECT SUM(impressions) FROM impressions_per_second"))
                .isEqualTo(500);
        assertThat(database.number("SELECT impressions FROM ledger")).isEqualTo(500);
        assertThat(database.number("SELECT counted_to FROM ledger")).isEqualTo(500);
    }

    /** Both begin each step at the same moment; returns how many this one has won. */
    private static int writeAll(CountStore store, CyclicBarrier together) throws Exception {
        int won = 0;
        for (long from = 0; from < 500; from += 10) {
            together.await();
            try {
                store.write(batch(from, from + 10, Counts.of("open", 10)));
                won++;
            } catch (SQLException e) {
                assertThat(FailureKind.of(e)).isIn(FailureKind.OVERTAKEN, FailureKind.TRANSIENT);
            }
        }
        return won;
    }

    @Test
    void shouldWriteNothingWhenTheLedgerHasMoved() throws SQLException {
        new SchemaMigration(config, migration).run();
        try (HikariDataSource connections = pool()) {
            CountStore store = RollUpStage.store(connections);
            store.write(batch(0, 10, Counts.of("open", 10)));

            assertThatThrownBy(() -> store.write(batch(0, 10, Counts.of("open", 10))))
                    .isInstanceOf(OvertakenException.class)
                    .hasMessage("the ledger of partition 0 no longer stands at 0");
            assertThatThrownBy(() -> store.write(batch(5, 12, Counts.of("open", 7))))
                    .isInstanceOf(OvertakenException.class);

            Ledger ledger = store.readLedger();
            assertThat(ledger.countedTo(KEY)).isEqualTo(10);
            assertThat(ledger.countsPosition(0)).hasValue(10);
            assertThat(ledger.latestSecond())
                    .hasValueSatisfying(
                            second -> assertThat(second.getEpochSecond()).isEqualTo(Counts.SECOND));
        }
        assertThat(database.number("SELECT SUM(impressions) FROM impressions_per_second"))
                .isEqualTo(10);
    }
}
