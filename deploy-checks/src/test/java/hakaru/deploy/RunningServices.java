package hakaru.deploy;

import hakaru.aggregator.Aggregator;
import hakaru.aggregator.AggregatorConfig;
import hakaru.embedded.Ports;
import hakaru.ingest.IngestApi;
import hakaru.ingest.IngestConfig;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.config.Settings;
import hakaru.sink.MysqlSink;
import hakaru.sink.SinkConfig;
import hakaru.testkit.Await;
import hakaru.testkit.TestDatabase;
import hakaru.testkit.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The three services, for whoever asks their management ports what they export. */
final class RunningServices implements AutoCloseable {
    /** As their variables begin. */
    static final List<String> PREFIXES = List.of(IngestConfig.PREFIX, AggregatorConfig.PREFIX, SinkConfig.PREFIX);

    static final Duration LIMIT = Duration.ofSeconds(90);

    private final Lifecycle parts = new Lifecycle();
    private final HttpClient client = HttpClient.newHttpClient();
    private final TestDatabase database = TestDatabase.fresh();
    private final Map<String, String> variables = variables(TestKafka.shared(), database);

    private RunningServices() throws InterruptedException {
        parts.add("sink", MysqlSink.start(Settings.load(variables, SinkConfig::from)));
        parts.add("aggregator", Aggregator.start(Settings.load(variables, AggregatorConfig::from)));
        parts.add("api", IngestApi.start(Settings.load(variables, IngestConfig::from)));
    }

    /** Starts them; no beacon has come yet. */
    static RunningServices start() throws InterruptedException {
        return new RunningServices();
    }

    private static Map<String, String> variables(TestKafka kafka, TestDatabase database) {
        Map<String, String> variables = new HashMap<>();
        variables.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        variables.put("KAFKA_TOPIC_PREFIX", kafka.newTopicPrefix());
        variables.put("MYSQL_URL", database.jdbcUrl());
        variables.put("MYSQL_USER", database.user());
        variables.put("MYSQL_PASSWORD", database.password());
        variables.put("MYSQL_MIGRATION_USER", database.migrationUser());
        variables.put("MYSQL_MIGRATION_PASSWORD", database.migrationPassword());
        variables.put("INGEST_HOST", "127.0.0.1");
        variables.put("INGEST_PORT", Integer.toString(Ports.free()));
        variables.put("INGEST_DRAIN_DELAY", "0s");
        variables.put("INGEST_WARM_UP", "0s");
        variables.put("AGGREGATOR_FLUSH_INTERVAL", "50ms");
        for (String prefix : PREFIXES) {
            variables.put(prefix + "MANAGEMENT_PORT", Integer.toString(Ports.free()));
        }
        return variables;
    }

    /** Sends beacons until some are counted and everybody knows how far the counting lags behind. */
    void countBeacons() {
        await("counts", () -> hasRow("SELECT 1 FROM impressions_per_second LIMIT 1"));
        await("the ledger's lag", () -> exports(SinkConfig.PREFIX, "hakaru_sink_ledger_lag_records"));
        for (String prefix : List.of(AggregatorConfig.PREFIX, SinkConfig.PREFIX)) {
            await("the groups' lag", () -> exports(prefix, "hakaru_consumer_lag_seconds"));
        }
    }

    private void await(String what, Callable<Boolean> condition) {
        Await.until(what, LIMIT, () -> {
            get("http://127.0.0.1:" + variables.get("INGEST_PORT") + "/hakaru?name=checked&value=7");
            return condition.call();
        });
    }

    private boolean exports(String prefix, String metric) throws IOException, InterruptedException {
        return scrape(prefix).stream().anyMatch(line -> line.startsWith("# HELP " + metric + " "));
    }

    /** The lines of the metrics of the service whose variables begin so. */
    List<String> scrape(String prefix) throws IOException, InterruptedException {
        return get("http://127.0.0.1:" + variables.get(prefix + "MANAGEMENT_PORT") + "/metrics")
                .lines()
                .toList();
    }

    private String get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    boolean hasRow(String query) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
