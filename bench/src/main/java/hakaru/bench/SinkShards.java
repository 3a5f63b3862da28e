package hakaru.bench;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.sink.MysqlSink;
import hakaru.sink.SinkConfig;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures how fast sinks work off batches side by side, each into a schema and a ledger of its own, on one server: what ads
 * that are dealt out to several databases would gain from one machine. And what the rows take on disk.
 */
public final class SinkShards implements Callable<Integer> {
    @Mixin
    private final SinkServers.Options options = new SinkServers.Options();

    @Option(names = "--shards", split = ",", defaultValue = "1,2,4", description = "How many schemas, in turn.")
    private List<Integer> shards = List.of();

    /** A schema with its sink, and the rows that wait for it. */
    private record Shard(SinkConfig sink, HikariDataSource ledger, long rows) {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SinkShards()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (SinkServers servers = options.start()) {
            for (int count : shards) {
                measure(prepare(servers, count));
            }
            return 0;
        }
    }

    private List<Shard> prepare(SinkServers servers, int count) throws Exception {
        List<Shard> prepared = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            String name = "shard_%d_%d".formatted(count, number);
            servers.execute("CREATE DATABASE " + name);
            SinkConfig sink = servers.sink(name, "10s", name + "-");
            CountBacklog.Topic topic = SinkServers.topic(sink);
            // The same rows in all, dealt out.
            CountBacklog backlog = CountBacklog.of(sink.kafka(), topic, options.rowsPerSecond() / count);
            long rows = backlog.append(options.flushes(topic));
            MysqlSink.start(sink).close();
            prepared.add(new Shard(sink, servers.pool(name, sink), rows));
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
