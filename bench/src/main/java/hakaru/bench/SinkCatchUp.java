package hakaru.bench;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.embedded.EmbeddedKafka;
import hakaru.embedded.EmbeddedMariaDb;
import hakaru.runtime.Lifecycle;
import hakaru.sink.MysqlSink;
import hakaru.sink.SinkConfig;
import hakaru.sink.mysql.ConnectionPool;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Measures in turn how fast the sink works off batches, how fast it does so without rolling them up and with a fifth of the
 * impressions invalid, and how fast a bare loop writes the same rows.
 */
public final class SinkCatchUp implements Callable<Integer> {
    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    @Option(names = "--kafka-port", defaultValue = "19092")
    private int kafkaPort;

    @Option(names = "--mariadb-port", defaultValue = "13306")
    private int databasePort;

    @Option(
            names = "--rows-per-second",
            defaultValue = "5000",
            description = "Ads of a second; one flush of all partitions, one transaction.")
    private int rowsPerSecond;

    @Option(names = "--batches", defaultValue = "800", description = "Of one round, in all partitions.")
    private int batches;

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    private int partitions = 1;
    private final Lifecycle parts = new Lifecycle();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SinkCatchUp()).execute(arguments));
    }

    /** Of today, which is never closed meanwhile. */
    static long firstSecond() {
        return LocalDate.now(Clock.systemUTC()).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }

    @Override
    public Integer call() throws Exception {
        // Also when the measurement is broken off: the database is a process of its own.
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "sink-catch-up-stop"));
        try (parts) {
            EmbeddedKafka kafka = parts.add("kafka", EmbeddedKafka.start(directory.resolve("kafka"), kafkaPort));
            EmbeddedMariaDb mariaDb =
                    parts.add("mariadb", EmbeddedMariaDb.start(directory.resolve("mariadb"), databasePort));
            BenchDatabase.execute(
                    mariaDb,
                    "CREATE DATABASE hakaru",
                    "CREATE DATABASE unrolled",
                    "CREATE DATABASE invalid",
                    "CREATE DATABASE bare",
                    "CREATE USER bench IDENTIFIED BY 'bench'",
                    "GRANT ALL ON *.* TO bench");
            measure(
                    BenchDatabase.sink(kafka, mariaDb, "hakaru", "10s", ""),
                    BenchDatabase.sink(kafka, mariaDb, "unrolled", "5m", ""),
                    BenchDatabase.sink(kafka, mariaDb, "invalid", "10s", "invalid-"),
                    BenchDatabase.sink(kafka, mariaDb, "bare", "5m", ""),
                    mariaDb);
            return 0;
        }
    }

    private void measure(
            SinkConfig sink, SinkConfig unrolled, SinkConfig invalid, SinkConfig bare, EmbeddedMariaDb mariaDb)
            throws Exception {
        CountBacklog backlog = CountBacklog.of(sink.kafka(), topicOf(sink), rowsPerSecond);
        CountBacklog invalidBacklog = CountBacklog.withInvalid(invalid.kafka(), topicOf(invalid), rowsPerSecond);
        HikariDataSource ledger = pool("ledger", sink);
        HikariDataSource unrolledLedger = pool("unrolled ledger", unrolled);
        HikariDataSource invalidLedger = pool("invalid ledger", invalid);
        HikariDataSource loop = pool("loop", bare);
        BareUpserts upserts = new BareUpserts(loop, rowsPerSecond, firstSecond());
        MysqlSink.start(sink).close();
        MysqlSink.start(unrolled).close();
        MysqlSink.start(invalid).close();
        BenchDatabase.execute(mariaDb, "CREATE TABLE bare.impressions_per_second LIKE hakaru.impressions_per_second");
        long rows = 0;
        for (int round = 0; round < rounds; round++) {
            rows += backlog.append(flushes());
            invalidBacklog.append(flushes());
            Pace all = catchUp(sink, ledger, rows);
            report(all, catchUp(unrolled, unrolledLedger, rows), upserts.write(flushes()));
            System.out.printf(
                    Locale.ROOT,
                    "sink invalid=%.2f%n",
                    catchUp(invalid, invalidLedger, rows).rowsPerSecond() / (double) all.rowsPerSecond());
        }
    }

    private CountBacklog.Topic topicOf(SinkConfig sink) throws Exception {
        CountBacklog.Topic topic = BenchDatabase.topic(sink);
        partitions = topic.partitions();
        return topic;
    }

    private HikariDataSource pool(String name, SinkConfig config) {
        return parts.add(name, ConnectionPool.open(config.mysql(), new SimpleMeterRegistry()));
    }

    private static Pace catchUp(SinkConfig sink, HikariDataSource ledger, long rows)
            throws SQLException, InterruptedException {
        try (MysqlSink running = MysqlSink.start(sink)) {
            return new LedgerWatch(ledger).awaitSum(rows);
        }
    }

    private static void report(Pace sink, Pace unrolled, Pace bare) {
        double rows = sink.rowsPerSecond();
        System.out.printf(
                Locale.ROOT,
                "sink rows_per_second=%d unrolled_rows_per_second=%d bare_rows_per_second=%d bare=%.2f unrolled=%.2f%n",
                sink.rowsPerSecond(),
                unrolled.rowsPerSecond(),
                bare.rowsPerSecond(),
                rows / bare.rowsPerSecond(),
                rows / unrolled.rowsPerSecond());
    }

    private int flushes() {
        return batches / partitions;
    }
}
