package hakaru.sink.mysql.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.sink.batch.CountRow;
import hakaru.sink.batch.CountTransaction;
import hakaru.sink.mysql.FailureKind;
import hakaru.sink.mysql.OvertakenException;
import hakaru.sink.mysql.RollUpStage;
import hakaru.sink.mysql.counts.CountStore;
import hakaru.testkit.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Minutes, hours and days say what the seconds said, at every moment and whatever has happened. */
class RollUpsIT {
    private static final int PARTITIONS = 2;
    private static final int ROUNDS = 60;
    private static final int DAYS = 9;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final RollUpStage stage;

    /** All that was counted, row by row as it came. */
    private final List<CountRow> counted = new ArrayList<>();

    private final long[] ends = new long[PARTITIONS];

    RollUpsIT() throws SQLException {
        stage = new RollUpStage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    /** Time goes on by a few days; counts come for now and for long ago, twice, and after the day is dropped. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldEqualTheSecondsAfterAnyHistory(long seed) throws SQLException {
        Random random = new Random(seed);
        CountStore store = stage.store();
        for (int round = 0; round < ROUNDS; round++) {
            long daysAgo = DAYS - (long) DAYS * round / ROUNDS;
            switch (random.nextInt(6)) {
                case 0 -> stage.rollUp();
                case 1 -> new RollUps(stage.connections()).step();
                case 2 -> stage.maintain(stage.today().minusDays(daysAgo - 1));
                case 3 -> store = stage.store();
                default -> write(store, random, daysAgo);
            }
            assertEqualsWhatWasCounted();
        }
        stage.rollUp();
        assertEqualsWhatWasCounted();
    }

    private void write(CountStore store, Random random, long daysAgo) throws SQLException {
        int partition = random.nextInt(PARTITIONS);
        List<CountRow> rows = new ArrayList<>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            long age = random.nextInt(4) == 0 ? random.nextInt(DAYS * 86_400) : random.nextInt(200);
            long second = stage.daysAgo(daysAgo) - age;
            rows.add(new CountRow(second, "ad-" + random.nextInt(3), 1 + random.nextInt(5), random.nextInt(100)));
        }
        CountTransaction batch = RollUpStage.batch(partition, ends[partition], rows);
        store.write(batch);
        ends[partition] = batch.steps().get(0).range().to();
        counted.addAll(rows);
        if (random.nextBoolean()) {
            assertThatThrownBy(() -> store.write(batch)).isInstanceOf(OvertakenException.class);
        }
    }

    private void assertEqualsWhatWasCounted() throws SQLException {
        String secondsFrom = stage.text("SELECT seconds_from FROM roll_up");
        String minutesFrom = stage.text("SELECT minutes_from FROM roll_up");
        assertThat(read("impressions_per_second", "second WHERE second >= '" + secondsFrom + "'"))
                .isEqualTo(expected(ChronoUnit.SECONDS, secondsFrom));
        assertThat(read("impressions_per_minute", "minute")).isEqualTo(expected(ChronoUnit.MINUTES, minutesFrom));
        assertThat(read("impressions_per_hour", "hour")).isEqualTo(expected(ChronoUnit.HOURS, ""));
        assertThat(read("impressions_per_day", "day")).isEqualTo(expected(ChronoUnit.DAYS, ""));
    }

    private Map<String, String> read(String view, String columnAndBound) throws SQLException {
        String[] words = columnAndBound.split(" ", 2);
        String bound = words.length == 1 ? "" : words[1];
        return stage.pairs(
                "SELECT CONCAT(DATE_FORMAT(%s, '%%Y-%%m-%%d %%H:%%i:%%s'), ' ', ad), CONCAT(impressions, '/', value_sum) FROM %s %s"
                        .formatted(words[0], view, bound));
    }

    /** What was counted from {@code from} on, by the period's begin and the ad. */
    private Map<String, String> expected(ChronoUnit period, String from) {
        Map<String, long[]> sums = new TreeMap<>();
        for (CountRow row : counted) {
            Instant begin = Instant.ofEpochSecond(row.second()).truncatedTo(period);
            String time = begin.toString().replace('T', ' ').replace("Z", "");
            if (time.compareTo(from) >= 0) {
                long[] sum = sums.computeIfAbsent(time + " " + row.ad(), key -> new long[2]);
                sum[0] += row.impressions();
                sum[1] += row.valueSum();
            }
        }
        Map<String, String> rows = new TreeMap<>();
        sums.forEach((key, sum) -> rows.put(key, sum[0] + "/" + sum[1]));
        return rows;
    }

    /** Two writers, a roller and a reader, none of whom waits for another. */
    @Test
    void shouldBalanceAtEveryMomentWhileOthersWriteAndRollUp() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PARTITIONS + 1);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                int mine = partition;
                writers.add(threads.submit(() -> writeMinutes(mine)));
            }
            Future<?> roller = threads.submit(() -> {
                while (writers.stream().anyMatch(writer -> !writer.isDone())) {
                    new RollUps(stage.connections()).step();
                }
                return null;
            });
            while (!roller.isDone()) {
                assertThat(isEmpty() || stage.balances()).isTrue();
            }
            roller.get();
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        stage.rollUp();
        assertThat(stage.balances()).isTrue();
        assertThat(stage.text("SELECT SUM(impressions) > 0 FROM rolled_minutes"))
                .isEqualTo("1");
    }

    /** The writer has read where the bound is, and waits for a row that somebody else holds. */
    @Test
    void shouldNotPassASecondThatIsBeingWritten() throws Exception {
        long second = stage.daysAgo(1);
        CountStore store = stage.store();
        store.write(RollUpStage.batch(
                0, 0, List.of(new CountRow(second, "open", 1, 0), new CountRow(second + 30, "shut", 1, 0))));
        stage.letTestsSeeStatements();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Connection other = stage.database().connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("UPDATE impressions_per_second SET value_sum = value_sum WHERE ad = 'open'");
            Future<?> writer = threads.submit(
                    () -> store.write(RollUpStage.batch(0, 2, List.of(new CountRow(second, "open", 5, 0)))));
            Await.until("the writer to wait", LIMIT, () -> stage.runs("INSERT INTO impressions_per_second%"));

            Future<?> roller = threads.submit(() -> new RollUps(stage.connections()).step());
            Await.until(
                    "the roller to wait or be done",
                    LIMIT,
                    () -> roller.isDone() || stage.runs("SELECT rolled_to%FOR UPDATE"));
            other.rollback();

            writer.get();
            roller.get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(stage.balances()).isTrue();
    }

    private boolean isEmpty() throws SQLException {
        return stage.text("SELECT COUNT(*) FROM ledger").equals("0");
    }

    /** One partition writes in the order of time, the other one the same minutes in the opposite order. */
    private Void writeMinutes(int partition) throws SQLException {
        CountStore store = stage.store();
        for (int i = 0; i < 300; i++) {
            long second = stage.daysAgo(1) + (partition == 0 ? i : 300 - i);
            List<CountRow> rows = List.of(new CountRow(second, "open", 1, 1), new CountRow(second, "shut", 2, 0));
            CountTransaction batch = RollUpStage.batch(partition, i * 3L, rows);
            while (true) {
                try {
                    store.write(batch);
                    break;
                } catch (SQLException e) {
                    assertThat(FailureKind.of(e)).isEqualTo(FailureKind.TRANSIENT);
                }
            }
        }
        return null;
    }
}
