package hakaru.standalone;

import hakaru.aggregator.Aggregator;
import hakaru.aggregator.AggregatorConfig;
import hakaru.embedded.EmbeddedKafka;
import hakaru.embedded.EmbeddedMariaDb;
import hakaru.embedded.EmbeddedStartException;
import hakaru.ingest.IngestApi;
import hakaru.ingest.IngestConfig;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.Service;
import hakaru.runtime.Settings;
import hakaru.runtime.StartException;
import hakaru.runtime.Version;
import hakaru.sink.MysqlSink;
import hakaru.sink.SinkConfig;
import hakaru.standalone.report.Report;
import hakaru.standalone.report.ReportConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * The pipeline as one service: a database, a broker, and the three services' own start, from the last to the first, so
 * that closing follows an impression's way; and the report, which only looks.
 */
public final class Standalone implements Service {
    private final Lifecycle lifecycle = new Lifecycle();
    private final List<CompletableFuture<Void>> failures = new ArrayList<>();
    private final Screen screen;

    private Standalone(Screen screen) {
        this.screen = screen;
    }

    /**
     * Starts everything, in the order it is printed.
     *
     * @throws StartException naming each port that is in use, or what else a person can remove
     */
    public static Standalone start(StandaloneConfig config, Screen screen) throws Exception {
        Standalone standalone = new Standalone(screen);
        try {
            standalone.open(config);
            return standalone;
        } catch (EmbeddedStartException e) {
            standalone.close();
            throw new StartException(String.valueOf(e.getMessage()), e);
        } catch (Exception | Error e) {
            standalone.close();
            throw e;
        }
    }

    private void open(StandaloneConfig config) throws Exception {
        screen.title("hakaru " + Version.of(Standalone.class) + ", state in " + config.dataDirectory());
        FreePorts.require(config);
        SupervisedMariaDb database = open("MariaDB", () -> openDatabase(config));
        open(
                "Kafka",
                () -> EmbeddedKafka.start(
                        config.dataDirectory().resolve("kafka"), config.ports().kafka()));
        Map<String, String> variables = config.variables(database.server().jdbcUrl(StandaloneConfig.DATABASE));
        SinkConfig sink = Settings.load(variables, SinkConfig.PREFIX, SinkConfig::from);
        AggregatorConfig aggregator = Settings.load(variables, AggregatorConfig.PREFIX, AggregatorConfig::from);
        IngestConfig ingest = Settings.load(variables, IngestConfig.PREFIX, IngestConfig::from);
        failures.add(open("sink-mysql", () -> MysqlSink.start(sink)).failure());
        failures.add(open("aggregator", () -> Aggregator.start(aggregator)).failure());
        failures.add(open("ingest-api", () -> IngestApi.start(ingest)).failure());
        ReportConfig report = config.report(
                database.server().jdbcUrl(StandaloneConfig.DATABASE),
                ingest.publish().kafka());
        open("report", () -> Report.start(report));
        screen.ready(config, prompt(database.server()));
    }

    private static SupervisedMariaDb openDatabase(StandaloneConfig config) throws SQLException {
        SupervisedMariaDb database = SupervisedMariaDb.start(
                config.dataDirectory().resolve("mariadb"), config.ports().database());
        try (Connection root = database.server().root()) {
            DatabaseUser.createAll(root);
            return database;
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    private static String prompt(EmbeddedMariaDb server) {
        return server.promptCommand(
                DatabaseUser.ANALYST.user(), DatabaseUser.ANALYST.password(), StandaloneConfig.DATABASE);
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
