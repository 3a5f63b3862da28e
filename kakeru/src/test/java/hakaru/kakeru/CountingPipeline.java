package hakaru.kakeru;

import hakaru.testkit.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands for the whole pipeline: takes beacons, and counts them in the database a few times a second. */
final class CountingPipeline implements AutoCloseable {
    private static final Duration FLUSH_INTERVAL = Duration.ofMillis(100);
    private static final Pattern BEACON = Pattern.compile("GET /hakaru\\?name=([^&]+)&value=(\\d+)(?:&id=(\\S+))? .*");
    private static final String ADD = "INSERT INTO impressions_per_second VALUES (FROM_UNIXTIME(?), ?, 1, ?)"
            + " ON DUPLICATE KEY UPDATE impressions = impressions + 1, value_sum = value_sum + VALUES(value_sum)";

    private final LinkedBlockingQueue<Impression> pending = new LinkedBlockingQueue<>();
    private final Thread flusher = new Thread(this::flushAgainAndAgain, "counting-pipeline");
    private final Predicate<Integer> loses;
    private final Predicate<Integer> answers;
    private final Connection connection;
    private final StubServer server;
    private volatile boolean open = true;
    private int number;
    private final Set<String> ids = new HashSet<>();

    private record Impression(int number, Instant at, String ad, long value) {}

    private CountingPipeline(TestDatabase database, Predicate<Integer> loses, Predicate<Integer> answers)
            throws SQLException, IOException {
        this.loses = loses;
        this.answers = answers;
        this.connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET time_zone = '+00:00'");
        }
        this.server = StubServer.start(this::answer);
    }

    /** @param loses which impressions, by number, are accepted and then forgotten */
    static CountingPipeline start(TestDatabase database, Predicate<Integer> loses) throws SQLException, IOException {
        return start(database, loses, number -> true);
    }

    /**
     * Starts one whose answers may get lost.
     *
     * @param answers which impressions, by number, get an answer; all are counted, but no id twice
     */
    static CountingPipeline start(TestDatabase database, Predicate<Integer> loses, Predicate<Integer> answers)
            throws SQLException, IOException {
        CountingPipeline pipeline = new CountingPipeline(database, loses, answers);
        pipeline.flusher.start();
        return pipeline;
    }

    static void createTables(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE impressions_per_second (second DATETIME, ad VARCHAR(255) COLLATE utf8mb4_bin,"
                            + " impressions BIGINT UNSIGNED, value_sum BIGINT UNSIGNED, PRIMARY KEY (second, ad))"
                            + " DEFAULT CHARACTER SET utf8mb4");
            statement.execute(
                    "CREATE TABLE ledger (topic_id VARCHAR(64), partition_no INT, counted_to BIGINT,"
                            + " impressions BIGINT UNSIGNED, repeated BIGINT UNSIGNED, rejected BIGINT UNSIGNED, PRIMARY KEY (topic_id, partition_no))");
            statement.execute(
                    "CREATE TABLE rejected_records (topic_id VARCHAR(64), partition_no INT, from_offset BIGINT,"
                            + " to_offset BIGINT)");
            statement.execute("INSERT INTO ledger VALUES ('t', 0, 0, 0, 0, 0)");
        }
    }

    String url() {
        return server.url();
    }

    @Override
    public void close() throws IOException, SQLException {
        open = false;
        joinFlusher();
        server.close();
        connection.close();
    }

    private synchronized String answer(String requestLine) {
        Matcher beacon = BEACON.matcher(requestLine);
        if (!beacon.matches()) {
            return "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
        }
        number++;
        String id = beacon.group(3);
        boolean isNew = id == null || ids.add(id);
        if (isNew && !loses.test(number)) {
            pending.add(new Impression(
                    number, Clock.systemUTC().instant(), beacon.group(1), Long.parseLong(beacon.group(2))));
        }
        if (!answers.test(number)) {
            return "";
        }
        return "HTTP/1.1 200 OK\r\nHakaru-Receipt: t/0/%d\r\nContent-Length: 0\r\n\r\n".formatted(number - 1);
    }

    private void joinFlusher() {
        try {
            flusher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void flushAgainAndAgain() {
        while (open) {
            flush();
            LockSupport.parkNanos(FLUSH_INTERVAL.toNanos());
        }
    }

    private void flush() {
        List<Impression> batch = new ArrayList<>();
        pending.drainTo(batch);
        if (batch.isEmpty()) {
            return;
        }
        try {
            connection.setAutoCommit(false);
            count(batch);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void count(List<Impression> batch) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD);
                PreparedStatement ledger = connection.prepareStatement(
                        "UPDATE ledger SET impressions = impressions + ?, counted_to = GREATEST(counted_to, ?)")) {
            for (Impression impression : batch) {
                add.setLong(1, impression.at().getEpochSecond());
                add.setString(2, impression.ad());
                add.setLong(3, impression.value());
                add.executeUpdate();
            }
            ledger.setInt(1, batch.size());
            ledger.setInt(2, batch.get(batch.size() - 1).number());
            ledger.executeUpdate();
        }
    }
}
