package hakaru.standalone;

import hakaru.aggregator.Aggregator;
import hakaru.embedded.EmbeddedKafka;
import hakaru.embedded.EmbeddedMariaDb;
import hakaru.embedded.EmbeddedStartException;
import hakaru.ingest.IngestApi;
import hakaru.ingest.IngestConfig;
import hakaru.ingest.warmup.Practice;
import hakaru.report.Report;
import hakaru.report.ReportConfig;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.Service;
import hakaru.runtime.StartException;
import hakaru.runtime.Version;
import hakaru.runtime.config.Secret;
import hakaru.runtime.config.Settings;
import hakaru.sink.MysqlSink;
import hakaru.sink.mysql.MysqlConfig;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * The pipeline as one service: a database, a broker, and the three services' own start, from the last to the first, so
 * that closing follows an impression's way; and the report, which only looks. The API practises beside all that starts
 * before it.
 */
public final class Standalone implements Service {
    private final Lifecycle lifecycle;
    private final Screen screen;
    private final CompletableFuture<Void> diskFull = new CompletableFuture<>();
    private final List<CompletableFuture<Void>> failures = new ArrayList<>(List.of(diskFull));

    private Standalone(Lifecycle lifecycle, Screen screen) {
        this.lifecycle = lifecycle;
        this.screen = screen;
    }

    /**
     * Starts everything, in the order it is printed.
     *
     * @throws StartException naming each port that is in use, or what else a person can remove: another run that uses the
     *     counts which are to be deleted, or a database that is not ours
     */
    public static Standalone start(StandaloneConfig config, Screen screen) throws Exception {
        try {
            return Lifecycle.<Standalone, Exception>open(parts -> {
                Standalone standalone = new Standalone(parts, screen);
                standalone.open(config);
                return standalone;
            });
        } catch (EmbeddedStartException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private void open(StandaloneConfig config) throws Exception {
        // First, in the words of the options: the services are told ports, too.
        FreePorts.require(config);
        ServiceConfigs configs = Settings.load(config.variables(), ServiceConfigs::from);
        DataDirectory data = config.data();
        if (config.reset()) {
            reset(config);
        }
        screen.title("hakaru " + Version.of(Standalone.class) + ", state in " + data.describe());
        data.requireRoom();
        lifecycle.add("disk watch", DiskWatch.start(data, diskFull));
        IngestConfig ingest = configs.ingest();
        Practice practice = lifecycle.add("practice", Practice.start(ingest.http(), ingest.publish(), ingest.warmUp()));
        Database database = open(config.externalMysql() ? "MySQL" : "MariaDB", () -> database(config));
        open("Kafka", () -> EmbeddedKafka.start(data.kafka(), config.ports().kafka()));
        failures.add(open("sink-mysql", () -> MysqlSink.start(configs.sink())).failure());
        failures.add(
                open("aggregator", () -> Aggregator.start(configs.aggregator())).failure());
        failures.add(open("ingest-api", () -> startPractised(ingest, practice)).failure());
        ReportConfig report = config.report(
                reader(database, configs.sink().mysql()), configs.sink().kafka());
        open("report", () -> Report.start(report));
        screen.ready(config, database.prompt());
    }

    private static IngestApi startPractised(IngestConfig ingest, Practice practice) throws InterruptedException {
        practice.await();
        return IngestApi.start(ingest.withoutWarmUp());
    }

    private static void reset(StandaloneConfig config) {
        if (config.externalMysql()) {
            throw new StartException("--reset deletes the embedded database only; empty that of MYSQL_URL yourself");
        }
        config.data().reset();
    }

    private static Database database(StandaloneConfig config) throws SQLException {
        if (config.externalMysql()) {
            return new ExternalDatabase();
        }
        requireBinaries();
        return SupervisedMariaDb.start(config.data().database(), config.ports().database());
    }

    private static void requireBinaries() {
        try {
            EmbeddedMariaDb.requireBinaries();
        } catch (EmbeddedStartException e) {
            throw new StartException(
                    e.getMessage() + "; or name a MySQL of your own by MYSQL_URL, MYSQL_USER and MYSQL_PASSWORD", e);
        }
    }

    /** Reads as an analyst does; in a database of the user's own, as the writer. */
    private static ReportConfig.Database reader(Database database, MysqlConfig mysql) {
        MysqlConfig.Credentials reader = database.reader()
                .map(user -> new MysqlConfig.Credentials(user.user(), new Secret(user.password())))
                .orElseGet(mysql::writer);
        return new ReportConfig.Database(mysql.url(), reader.user(), reader.password(), mysql.stores());
    }

    private <T extends AutoCloseable> T open(String name, Callable<T> opener) throws Exception {
        T part = screen.opening(name, opener);
        lifecycle.add(name, () -> {
            screen.closing(name);
            part.close();
        });
        return part;
    }

    @Override
    public CompletableFuture<Void> failure() {
        return CompletableFuture.anyOf(failures.toArray(CompletableFuture[]::new))
                .thenRun(() -> {});
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
