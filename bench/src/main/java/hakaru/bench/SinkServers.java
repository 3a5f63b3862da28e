package hakaru.bench;

import hakaru.contract.Topics;
import hakaru.embedded.EmbeddedKafka;
import hakaru.embedded.EmbeddedMariaDb;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaGate;
import hakaru.runtime.management.Readiness;
import hakaru.sink.SinkConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;

/** Sinks of the user {@code bench} on an embedded server. */
final class BenchDatabase {
    private BenchDatabase() {}

    /**
     * A sink of a database.
     *
     * @param rollUps how often it rolls up
     * @param prefix of its topics
     */
    static SinkConfig sink(
            EmbeddedKafka kafka, EmbeddedMariaDb mariaDb, String database, String rollUps, String prefix) {
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
        return Settings.load(variables, SinkConfig.PREFIX, SinkConfig::from);
    }

    /** As root. */
    static void execute(EmbeddedMariaDb mariaDb, String... statements) throws SQLException {
        try (Connection root = mariaDb.root();
                Statement statement = root.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The impressions that it counts; makes the topics where they are not there. */
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
}
