package hakaru.bench;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.sink.MysqlSink;
import hakaru.sink.SinkConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures in turn how fast the sink and Debezium's JDBC sink connector write the same rows to one server. The connector sets
 * rows where the sink adds to them, keeps no ledger, and rolls nothing up.
 */
public final class DebeziumCatchUp implements Callable<Integer> {
    @Mixin
    private final SinkServers.Options options = new SinkServers.Options();

    @Option(names = "--connect-port", defaultValue = "18083")
    private int connectPort;

    @Option(names = "--libraries", description = "Of the connector.", defaultValue = "bench/debezium/target/lib")
    private Path libraries = Path.of("");

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DebeziumCatchUp()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (SinkServers servers = options.start("hakaru", "debezium")) {
            SinkConfig sink = servers.sink("hakaru", "10s", "");
            CountBacklog.Topic topic = SinkServers.topic(sink);
            prepare(servers, sink);
            HikariDataSource table = servers.pool("table", servers.sink("debezium", "5m", ""));
            measure(
                    sink,
                    servers.pool("ledger", sink),
                    CountBacklog.of(sink.kafka(), topic, options.rowsPerSecond()),
                    start(servers),
                    new DebeziumRows(sink.kafka(), table, options.rowsPerSecond()),
                    options.flushes(topic));
            return 0;
        }
    }

    /** The sink's tables, one alike for the connector, and its topic. */
    private static void prepare(SinkServers servers, SinkConfig sink) throws Exception {
        MysqlSink.start(sink).close();
        servers.execute("CREATE TABLE debezium.impressions_per_second LIKE hakaru.impressions_per_second");
        try (Admin admin = sink.kafka().admin("bench")) {
            admin.createTopics(List.of(new NewTopic(DebeziumRows.TOPIC, 1, (short) 1)))
                    .all()
                    .get();
        }
    }

    private DebeziumConnector start(SinkServers servers) throws Exception {
        return servers.add(
                "connector",
                DebeziumConnector.start(
                        options.directory(),
                        libraries,
                        connectPort,
                        servers.kafka(),
                        servers.mariaDb(),
                        options.rowsPerSecond()));
    }

    private void measure(
            SinkConfig sink,
            HikariDataSource ledger,
            CountBacklog backlog,
            DebeziumConnector connector,
            DebeziumRows rows,
            int flushes)
            throws Exception {
        long sum = 0;
        for (int round = 0; round < rounds; round++) {
            connector.pause();
            sum += backlog.append(flushes);
            rows.append(flushes);
            report(catchUp(sink, ledger, sum), catchUp(connector, rows, flushes));
        }
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
