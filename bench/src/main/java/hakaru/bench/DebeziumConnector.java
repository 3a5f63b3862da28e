package hakaru.bench;

import hakaru.embedded.EmbeddedKafka;
import hakaru.embedded.EmbeddedMariaDb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Debezium's JDBC sink connector in a Kafka Connect worker, a JVM of its own. It is asked to pause and to go on over HTTP. */
final class DebeziumConnector implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /** As the sink's: a flush of all ads is a transaction. By MariaDB's own driver: Hibernate finds no dialect by the other one. */
    private static final String CONNECTOR = """
            name=rows
            connector.class=io.debezium.connector.jdbc.JdbcSinkConnector
            tasks.max=1
            topics=%s
            connection.url=%s?useBulkStmts=true
            connection.username=bench
            connection.password=bench
            collection.name.format=impressions_per_second
            insert.mode=upsert
            primary.key.mode=record_value
            primary.key.fields=second,ad
            schema.evolution=none
            batch.size=%d
            consumer.override.max.poll.records=%d
            """;

    private static final String WORKER = """
            bootstrap.servers=%s
            listeners=http://127.0.0.1:%d
            offset.storage.file.filename=%s
            key.converter=org.apache.kafka.connect.converters.ByteArrayConverter
            value.converter=org.apache.kafka.connect.json.JsonConverter
            value.converter.schema.content=%s
            """;

    private final Process process;
    private final String address;
    private final HttpClient client = HttpClient.newHttpClient();

    private DebeziumConnector(Process process, int port) {
        this.process = process;
        this.address = "http://127.0.0.1:%d/connectors/rows".formatted(port);
    }

    /**
     * Starts a worker with the connector, which does not pause; returns when it answers. Its log goes to {@code connect.log}.
     *
     * @param libraries a directory of jars: what {@code bench/debezium/pom.xml} names
     * @param transaction rows of one
     */
    static DebeziumConnector start(
            Path directory, Path libraries, int port, EmbeddedKafka kafka, EmbeddedMariaDb mariaDb, int transaction)
            throws IOException, InterruptedException {
        Path worker = Files.writeString(
                directory.resolve("worker.properties"),
                WORKER.formatted(
                        kafka.bootstrapServers(), port, directory.resolve("connect.offsets"), DebeziumRows.SCHEMA));
        Path connector = Files.writeString(
                directory.resolve("connector.properties"),
                CONNECTOR.formatted(
                        DebeziumRows.TOPIC,
                        mariaDb.jdbcUrl("debezium").replace("mysql", "mariadb"),
                        transaction,
                        transaction));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        libraries.resolve("*").toString(),
                        "org.apache.kafka.connect.cli.ConnectStandalone",
                        worker.toString(),
                        connector.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("connect.log").toFile())
                .start();
        DebeziumConnector started = new DebeziumConnector(process, port);
        started.awaitRunning();
        return started;
    }

    private void awaitRunning() throws InterruptedException {
        Instant deadline = Instant.now().plus(START_LIMIT);
        try {
            while (!runs()) {
                if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("the connector does not run; see connect.log");
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e;
        }
    }

    private boolean runs() throws InterruptedException {
        try {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(address + "/tasks/0/status"))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.body().contains("\"FAILED\"")) {
                throw new IllegalStateException("the connector has failed; see connect.log");
            }
            return answer.statusCode() == OK && answer.body().contains("\"RUNNING\"");
        } catch (IOException e) {
            return false;
        }
    }

    void pause() throws IOException, InterruptedException {
        ask("pause");
    }

    void resume() throws IOException, InterruptedException {
        ask("resume");
    }

    private void ask(String what) throws IOException, InterruptedException {
        HttpRequest request =
                request("/" + what).PUT(HttpRequest.BodyPublishers.noBody()).build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        if (status != ACCEPTED) {
            throw new IllegalStateException("Connect answered %d to %s".formatted(status, what));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(ANSWER_LIMIT);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
