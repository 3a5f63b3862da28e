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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * Measures how fast sinks work off batches side by side, each into a schema and a ledger of its own, on one server: what ads
 * that are dealt out to several databases would gain from one machine. And what the rows take on disk.
 */
public final class SinkShards implements Callable<Integer> {
    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    @Option(names = "--kafka-port", defaultValue = "19092")
    private int kafkaPort;

    @Option(names = "--mariadb-port", defaultValue = "13306")
    private int databasePort;

    @Option(names = "--shards", split = ",", defaultValue = "1,2,4", description = "How many schemas, in turn.")
    private List<Integer> shards = List.of();

    @Option(names = "--rows-per-second", defaultValue = "5000", description = "Ads of a second, in all schemas.")
    private int rowsPerSecond;

    @Option(names = "--batches", defaultValue = "800", description = "Of one round, in all partitions of a schema.")
    private int batches;

    private final Lifecycle parts = new Lifecycle();

    /** A schema with its sink, and the rows that wait for it. */
    private record Shard(SinkConfig sink, HikariDataSource ledger, long rows) {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SinkShards()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        // Also when the measurement is broken off: the database is a process of its own.
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "sink-shards-stop"));
        try (parts) {
            EmbeddedKafka kafka = parts.add("kafka", EmbeddedKafka.start(directory.resolve("kafka"), kafkaPort));
            EmbeddedMariaDb mariaDb =
                    parts.add("mariadb", EmbeddedMariaDb.start(directory.resolve("mariadb"), databasePort));
            BenchDatabase.execute(mariaDb, "CREATE USER bench IDENTIFIED BY 'bench'", "GRANT ALL ON *.* TO bench");
            for (int count : shards) {
                measure(prepare(kafka, mariaDb, count));
            }
            return 0;
        }
    }

    private List<Shard> prepare(EmbeddedKafka kafka, EmbeddedMariaDb mariaDb, int count) throws Exception {
        List<Shard> prepared = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String name = "shard_%d_%d".formatted(count, number);
            BenchDatabase.execute(mariaDb, "CREATE DATABASE " + name);
            SinkConfig sink = BenchDatabase.sink(kafka, mariaDb, name, "10s", name + "-");
            CountBacklog.Topic topic = BenchDatabase.topic(sink);
            // The same rows in all, dealt out.
            CountBacklog backlog = CountBacklog.of(sink.kafka(), topic, rowsPerSecond / count);
            long rows = backlog.append(batches / topic.partitions());
            MysqlSink.start(sink).close();
            HikariDataSource ledger = parts.add(name, ConnectionPool.open(sink.mysql(), new SimpleMeterRegistry()));
            prepared.add(new Shard(sink, ledger, rows));
        }
        return prepared;
    }

    private void measure(List<Shard> side) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(side.size());
        try {
            List<Future<Stretch>> stretches = new ArrayList<>();
            for (Shard shard : side) {
                stretches.add(threads.submit(() -> catchUp(shard)));
            }
            Stretch all = stretches.get(0).get();
            for (Future<Stretch> stretch : stretches.subList(1, side.size())) {
                all = all.and(stretch.get());
            }
            System.out.printf(
                    "shards=%d rows_per_second=%d bytes_per_row=%.1f%n",
                    side.size(), all.pace().rowsPerSecond(), bytesPerRow(side.get(0)));
        } finally {
            threads.shutdownNow();
        }
    }

    private static Stretch catchUp(Shard shard) throws SQLException, InterruptedException {
        try (MysqlSink running = MysqlSink.start(shard.sink())) {
            Pace pace = new LedgerWatch(shard.ledger()).awaitSum(shard.rows());
            long end = System.nanoTime();
            return new Stretch(pace.rows(), end - pace.nanos(), end);
        }
    }

    /** Rows that were written from one moment to another, by {@code System.nanoTime}. */
    private record Stretch(long rows, long begin, long end) {
        Stretch and(Stretch other) {
            return new Stretch(rows + other.rows, Math.min(begin, other.begin), Math.max(end, other.end));
        }

        Pace pace() {
            return new Pace(rows, end - begin);
        }
    }

    /** Of seconds, by InnoDB's own estimate; freshly inserted in order, so near the least they can take. */
    private static double bytesPerRow(Shard shard) throws SQLException {
        try (Connection connection = shard.ledger().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE TABLE impressions_per_second");
            try (ResultSet row = statement.executeQuery(
                    "SELECT (DATA_LENGTH + INDEX_LENGTH) / (SELECT COUNT(*) FROM impressions_per_second)"
                            + " FROM information_schema.TABLES"
                            + " WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'impressions_per_second'")) {
                row.next();
                return row.getDouble(1);
            } finally {
                connection.commit();
            }
        }
    }
}
