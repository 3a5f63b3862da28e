package hakaru.bench;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.sink.MysqlSink;
import hakaru.sink.SinkConfig;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures in turn how fast the sink works off batches, how fast it does so without rolling them up and with a fifth of the
 * impressions invalid, and how fast a bare loop writes the same rows.
 */
public final class SinkCatchUp implements Callable<Integer> {
    @Mixin
    private final SinkServers.Options options = new SinkServers.Options();

    @Option(names = "--rounds", defaultValue = "5")
    private int rounds;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SinkCatchUp()).execute(arguments));
    }

    /** Of today, which is never closed meanwhile. */
    static long firstSecond() {
        return LocalDate.now(Clock.systemUTC()).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
    }

    @Override
    public Integer call() throws Exception {
        try (SinkServers servers = options.start("hakaru", "unrolled", "invalid", "bare")) {
            measure(servers);
            return 0;
        }
    }

    private void measure(SinkServers servers) throws Exception {
        SinkConfig sink = servers.sink("hakaru", "10s", "");
        SinkConfig unrolled = servers.sink("unrolled", "5m", "");
        SinkConfig invalid = servers.sink("invalid", "10s", "invalid-");
        CountBacklog.Topic topic = SinkServers.topic(sink);
        int rowsPerSecond = options.rowsPerSecond();
        CountBacklog backlog = CountBacklog.of(sink.kafka(), topic, rowsPerSecond);
        CountBacklog invalidBacklog =
                CountBacklog.withInvalid(invalid.kafka(), SinkServers.topic(invalid), rowsPerSecond);
        HikariDataSource ledger = servers.pool("ledger", sink);
        HikariDataSource unrolledLedger = servers.pool("unrolled ledger", unrolled);
        HikariDataSource invalidLedger = servers.pool("invalid ledger", invalid);
        HikariDataSource loop = servers.pool("loop", servers.sink("bare", "5m", ""));
        BareUpserts upserts = new BareUpserts(loop, rowsPerSecond, firstSecond());
        MysqlSink.start(sink).close();
        MysqlSink.start(unrolled).close();
        MysqlSink.start(invalid).close();
        servers.execute("CREATE TABLE bare.impressions_per_second LIKE hakaru.impressions_per_second");
        int flushes = options.flushes(topic);
        long rows = 0;
        for (int round = 0; round < rounds; round++) {
            rows += backlog.append(flushes);
            invalidBacklog.append(flushes);
            Pace all = catchUp(sink, ledger, rows);
            report(all, catchUp(unrolled, unrolledLedger, rows), upserts.write(flushes));
            System.out.printf(
                    Locale.ROOT,
                    "sink invalid=%.2f%n",
                    catchUp(invalid, invalidLedger, rows).rowsPerSecond() / (double) all.rowsPerSecond());
        }
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
}
