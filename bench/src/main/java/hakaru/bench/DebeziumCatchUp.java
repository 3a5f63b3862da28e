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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Measures in turn how fast the sink and Debezium's JDBC sink connector write the same rows to one server. The connector sets
 * rows where the sink adds to them, keeps no ledger, and rolls nothing up.
 */
public final class DebeziumCatchUp implements Callable<Integer> {
    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    @Option(names = "--kafka-port", defaultValue = "19092")
    private int kafkaPort;

    @Option(names = "--mariadb-port", defaultValue = "13306")
    private int databasePort;

    @Option(names = "--connect-port", defaultValue = "18083")
    private int connectPort;

    @Option(names = "--libraries", description = "Of the connector.", defaultValue = "bench/debezium/target/lib")
    private Path libraries = Path.of("");

    @Option(
            names = "--rows-per-second",
            defaultValue = "5000",
            description = "Ads of a second; one flush, one transaction.")
    private int rowsPerSecond;

    @Option(names = "--batches", defaultValue = "800", description = "Of one round, in all partitions of the sink.")
    private int batches;

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    private final Lifecycle parts = new Lifecycle();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DebeziumCatchUp()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        // Also when the measurement is broken off: the database and the connector are processes of their own.
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "debezium-catch-up-stop"));
        try (parts) {
            EmbeddedKafka kafka = parts.add("kafka", EmbeddedKafka.start(directory.resolve("kafka"), kafkaPort));
            EmbeddedMariaDb mariaDb =
                    parts.add("mariadb", EmbeddedMariaDb.start(directory.resolve("mariadb"), databasePort));
            SinkConfig sink = BenchDatabase.sink(kafka, mariaDb, "hakaru", "10s", "");
            CountBacklog.Topic topic = BenchDatabase.topic(sink);
            prepare(mariaDb, sink);
            HikariDataSource table = pool("table", BenchDatabase.sink(kafka, mariaDb, "debezium", "5m", ""));
            measure(
                    sink,
                    CountBacklog.of(sink.kafka(), topic, rowsPerSecond),
                    start(kafka, mariaDb),
                    new DebeziumRows(sink.kafka(), table, rowsPerSecond),
                    batches / topic.partitions());
            return 0;
        }
    }

    /** The sink's tables, one alike for the connector, and its topic. */
    private static void prepare(EmbeddedMariaDb mariaDb, SinkConfig sink) throws Exception {
        BenchDatabase.execute(
                mariaDb,
                "CREATE DATABASE hakaru",
                "CREATE DATABASE debezium",
                "CREATE USER bench IDENTIFIED BY 'bench'",
                "GRANT ALL ON *.* TO bench");
        MysqlSink.start(sink).close();
        BenchDatabase.execute(
                mariaDb, "CREATE TABLE debezium.impressions_per_second LIKE hakaru.impressions_per_second");
        try (Admin admin = sink.kafka().admin("bench")) {
            admin.createTopics(List.of(new NewTopic(DebeziumRows.TOPIC, 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private DebeziumConnector start(EmbeddedKafka kafka, EmbeddedMariaDb mariaDb) throws Exception {
        return parts.add(
                "connector", DebeziumConnector.start(directory, libraries, connectPort, kafka, mariaDb, rowsPerSecond));
    }

    private void measure(
            SinkConfig sink, CountBacklog backlog, DebeziumConnector connector, DebeziumRows rows, int flushes)
            throws Exception {
        HikariDataSource ledger = pool("ledger", sink);
        long sum = 0;
        for (int round = 0; round < rounds; round++) {
            connector.pause();
            sum += backlog.append(flushes);
            rows.append(flushes);
            report(catchUp(sink, ledger, sum), catchUp(connector, rows, flushes));
        }
    }

    private HikariDataSource pool(String name, SinkConfig config) {
        return parts.add(name, ConnectionPool.open(config.mysql(), new SimpleMeterRegistry()));
    }

    private static Pace catchUp(SinkConfig sink, HikariDataSource ledger, long sum) throws Exception {
        try (MysqlSink running = MysqlSink.start(sink)) {
            return new LedgerWatch(ledger).awaitSum(sum);
        }
    }

    private static Pace catchUp(DebeziumConnector connector, DebeziumRows rows, int flushes) throws Exception {
        connector.resume();
        return rows.awaitLast(flushes);
    }

    private static void report(Pace sink, Pace debezium) {
        System.out.printf(
                Locale.ROOT,
                "sink rows_per_second=%d debezium_rows_per_second=%d debezium=%.2f%n",
                sink.rowsPerSecond(),
                debezium.rowsPerSecond(),
                sink.rowsPerSecond() / (double) debezium.rowsPerSecond());
    }
}
