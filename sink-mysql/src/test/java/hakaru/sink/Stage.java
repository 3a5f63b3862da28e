package hakaru.sink;

import hakaru.runtime.config.Settings;
import hakaru.testkit.Await;
import hakaru.testkit.TestDatabase;
import hakaru.testkit.TestKafka;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A topic, a database and the sinks between them, for one test. */
final class Stage implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final CountsTopic topic;
    private final TestDatabase database;
    private final Books books;
    private final List<MysqlSink> sinks = new CopyOnWriteArrayList<>();

    private Stage(CountsTopic topic, TestDatabase database) {
        this.topic = topic;
        this.database = database;
        this.books = new Books(database);
        // So that a test sees which statement of the sink is waiting.
        database.administer("GRANT PROCESS ON *.* TO '" + database.migrationUser() + "'");
    }

    static Stage with(int partitions) {
        return new Stage(CountsTopic.create(partitions), TestDatabase.fresh());
    }

    /** Where the first sink makes the topics. */
    static Stage withoutTopics() {
        return new Stage(CountsTopic.absent(), TestDatabase.fresh());
    }

    /** On a database server that the test may stop. */
    static Stage withOwnDatabase(int partitions) {
        return new Stage(CountsTopic.create(partitions), TestDatabase.own());
    }

    CountsTopic topic() {
        return topic;
    }

    TestDatabase database() {
        return database;
    }

    Books books() {
        return books;
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BOOTSTRAP_SERVERS", TestKafka.shared().bootstrapServers());
        environment.put("KAFKA_TOPIC_PREFIX", topic.prefix());
        environment.put("MYSQL_URL", database.jdbcUrl());
        environment.put("MYSQL_USER", database.user());
        environment.put("MYSQL_PASSWORD", database.password());
        environment.put("MYSQL_MIGRATION_USER", database.migrationUser());
        environment.put("MYSQL_MIGRATION_PASSWORD", database.migrationPassword());
        environment.put("SINK_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("SINK_MANAGEMENT_PORT", "0");
        environment.put("SINK_RETRY_LONGEST", "500ms");
        return environment;
    }

    SinkConfig config(Map<String, String> overrides) {
        Map<String, String> environment = environment();
        environment.putAll(overrides);
        return Settings.load(environment, SinkConfig::from);
    }

    MysqlSink start() {
        return start(Map.of());
    }

    MysqlSink start(Map<String, String> overrides) {
        try {
            MysqlSink sink = MysqlSink.start(config(overrides));
            sinks.add(sink);
            return sink;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while starting the sink", e);
        }
    }

    void awaitCountedTo(int partition, long offset) {
        Await.until(
                "partition " + partition + " counted to " + offset, LIMIT, () -> books.countedTo(partition) == offset);
    }

    /** What a page of a sink's management port says, with its status before it. */
    String ask(MysqlSink sink, String path) {
        URI uri = URI.create("http://127.0.0.1:" + sink.managementPort() + path);
        try {
            HttpResponse<String> answer =
                    http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("no answer from " + uri, e);
        }
    }

    /** The value of a metric, its labels spelled as Prometheus does; NaN when it is not there. */
    double metric(MysqlSink sink, String name) {
        return ask(sink, "/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        sinks.forEach(MysqlSink::close);
        topic.close();
        database.close();
    }
}
