package hakaru.bench;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.contract.Topics;
import hakaru.embedded.EmbeddedKafka;
import hakaru.embedded.EmbeddedMariaDb;
import hakaru.embedded.MariaDbSettings;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaGate;
import hakaru.runtime.management.Readiness;
import hakaru.sink.SinkConfig;
import hakaru.sink.mysql.ConnectionPool;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import picocli.CommandLine.Option;

/** The broker and the database server beside which sinks of the user {@code bench} are measured. */
final class SinkServers implements AutoCloseable {
    private final Lifecycle parts;
    private final EmbeddedKafka kafka;
    private final EmbeddedMariaDb mariaDb;

    private SinkServers(Lifecycle parts, EmbeddedKafka kafka, EmbeddedMariaDb mariaDb) {
        this.parts = parts;
        this.kafka = kafka;
        this.mariaDb = mariaDb;
    }

    /** Where they lie, and what the sinks are given. */
    static final class Options {
        @Option(names = "--directory", required = true)
        private Path directory = Path.of("");

        @Option(names = "--kafka-port", defaultValue = "19092")
        private int kafkaPort;

        @Option(names = "--mariadb-port", defaultValue = "13306")
        private int databasePort;

        @Option(
                names = "--rows-per-second",
                defaultValue = "5000",
                description = "Ads of a second, in all schemas; one flush of all partitions, one transaction.")
        private int rowsPerSecond;

        @Option(names = "--batches", defaultValue = "800", description = "Of one round, in all partitions of a schema.")
        private int batches;

        @Option(
                names = "--database-arguments",
                split = " ",
                defaultValue = "${env:DATABASE_ARGUMENTS}",
                description = "For the database server, such as --innodb-flush-log-at-trx-commit=2.")
        private List<String> databaseArguments = List.of();

        Path directory() {
            return directory;
        }

        int rowsPerSecond() {
            return rowsPerSecond;
        }

        /** Of one round. */
        int flushes(CountBacklog.Topic topic) {
            return batches / topic.partitions();
        }

        /** Starts both, with these databases. */
        SinkServers start(String... databases) throws SQLException {
            Lifecycle parts = new Lifecycle();
            // Also when the measurement is broken off: the database is a process of its own.
            Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "bench-stop"));
            SinkServers servers = new SinkServers(
                    parts,
                    parts.add("kafka", EmbeddedKafka.start(directory.resolve("kafka"), kafkaPort)),
                    parts.add("mariadb", EmbeddedMariaDb.start(database())));
            servers.execute("CREATE USER bench IDENTIFIED BY 'bench'", "GRANT ALL ON *.* TO bench");
            for (String database : databases) {
                servers.execute("CREATE DATABASE " + database);
            }
            return servers;
        }

        private MariaDbSettings database() {
            return MariaDbSettings.in(directory.resolve("mariadb"), databasePort)
                    .withArguments(databaseArguments);
        }
    }

    EmbeddedKafka kafka() {
        return kafka;
    }

    EmbeddedMariaDb mariaDb() {
        return mariaDb;
    }

    /** Takes one more part, which ends before them. */
    <T extends AutoCloseable> T add(String name, T part) {
        return parts.add(name, part);
    }

    /** Connections to a sink's database. */
    HikariDataSource pool(String name, SinkConfig sink) {
        return add(name, ConnectionPool.open(sink.mysql(), new SimpleMeterRegistry()));
    }

    /**
     * A sink of a database.
     *
     * @param rollUps how often it rolls up
     * @param prefix of its topics
     */
    SinkConfig sink(String database, String rollUps, String prefix) {
        Map<String, String> variables = Variables.with(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "MYSQL_URL", mariaDb.jdbcUrl(database),
                "MYSQL_USER", "bench",
                "MYSQL_PASSWORD", "bench",
                "MYSQL_MIGRATION_USER", "bench",
                "MYSQL_MIGRATION_PASSWORD", "bench",
                "SINK_INSTANCE_ID", "bench",
                "KAFKA_TOPIC_PREFIX", prefix,
                "SINK_ROLL_UP_INTERVAL", rollUps,
                "SINK_MANAGEMENT_PORT", "0"));
        return Settings.load(variables, SinkConfig::from);
    }

    /** As root. */
    void execute(String... statements) throws SQLException {
        try (Connection root = mariaDb.root();
                Statement statement = root.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The impressions that a sink counts; makes the topics where they are not there. */
    static CountBacklog.Topic topic(SinkConfig sink) throws Exception {
        new KafkaGate(sink.kafka(), new Readiness()).pass(List.of(Topics.IMPRESSIONS, Topics.IMPRESSION_COUNTS));
        String topic = sink.kafka().topic(Topics.IMPRESSIONS);
        try (Admin admin = sink.kafka().admin("bench")) {
            TopicDescription impressions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next();
            return new CountBacklog.Topic(
                    impressions.topicId().toString(), impressions.partitions().size());
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
