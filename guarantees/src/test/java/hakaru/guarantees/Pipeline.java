package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.aggregator.AggregatorConfig;
import hakaru.contract.Topics;
import hakaru.embedded.Ports;
import hakaru.ingest.IngestApi;
import hakaru.ingest.IngestConfig;
import hakaru.runtime.config.Settings;
import hakaru.sink.MysqlSink;
import hakaru.sink.SinkConfig;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import hakaru.testkit.Recount;
import hakaru.testkit.TestDatabase;
import hakaru.testkit.TestKafka;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A pipeline of its own: topics that no other test has, an empty database, and the services as the test starts them. */
record Pipeline(TestKafka kafka, TestDatabase database, Map<String, String> variables) {
    static final Duration LIMIT = Duration.ofSeconds(90);

    /** Makes the surroundings; starts nothing. */
    static Pipeline on(TestKafka kafka, TestDatabase database) {
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
        variables.put("INGEST_MANAGEMENT_PORT", Integer.toString(Ports.free()));
        variables.put("INGEST_DRAIN_DELAY", "0s");
        variables.put("INGEST_WARM_UP", "0s");
        variables.put("AGGREGATOR_MANAGEMENT_PORT", Integer.toString(Ports.free()));
        variables.put("AGGREGATOR_INSTANCE_ID", "aggregator");
        variables.put("AGGREGATOR_FLUSH_INTERVAL", "50ms");
        variables.put("SINK_MANAGEMENT_PORT", Integer.toString(Ports.free()));
        variables.put("SINK_INSTANCE_ID", "sink");
        // Each beacon of a load has an ad of its own.
        variables.put("SINK_NEW_ADS", "1000000");
        return new Pipeline(kafka, database, Map.copyOf(variables));
    }

    static Pipeline onShared() {
        return on(TestKafka.shared(), TestDatabase.fresh());
    }

    /** The same pipeline, with other settings. */
    Pipeline with(Map<String, String> changes) {
        Map<String, String> changed = new HashMap<>(variables);
        changed.putAll(changes);
        return new Pipeline(kafka, database, Map.copyOf(changed));
    }

    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    String topic(String name) {
        return variable("KAFKA_TOPIC_PREFIX") + name;
    }

    String beaconUrl() {
        return "http://127.0.0.1:" + variable("INGEST_PORT") + "/hakaru";
    }

    IngestApi startIngestApi() throws InterruptedException {
        return IngestApi.start(Settings.load(variables, IngestConfig::from));
    }

    Aggregator startAggregator() throws InterruptedException {
        return Aggregator.start(Settings.load(variables, AggregatorConfig::from));
    }

    MysqlSink startSink() throws InterruptedException {
        return MysqlSink.start(Settings.load(variables, SinkConfig::from));
    }

    ForkedJvm fork(Class<?> main) {
        return ForkedJvm.start(main, variables);
    }

    DatabaseCounts counts() {
        return new DatabaseCounts(database::connect);
    }

    Recount recount() {
        return Recount.of(kafka.bootstrapServers(), topic(Topics.IMPRESSIONS));
    }

    /** Waits until every impression in Kafka is in MySQL, then compares row for row. */
    void assertEveryImpressionIsCountedOnce() {
        Recount expected = recount();
        assertThat(expected.impressions()).isPositive();
        Await.until(
                expected.impressions() + " impressions counted",
                LIMIT,
                () -> counts().impressions() >= expected.impressions());
        assertThat(counts().rows()).isEqualTo(expected.rows());
        assertThat(counts().ledgerImpressions()).isEqualTo(expected.impressions());
        assertThat(counts().ledgerRepeated()).isEqualTo(expected.repeated());
        assertThat(counts().rollUpDifferences()).isZero();
    }
}
