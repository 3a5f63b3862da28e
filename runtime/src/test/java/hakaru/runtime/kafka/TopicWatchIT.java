package hakaru.runtime.kafka;

import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.management.Readiness;
import hakaru.testkit.Await;
import hakaru.testkit.TestKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class TopicWatchIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> NAMES = List.of("impressions", "impression-counts");

    private final TestKafka kafka = TestKafka.shared();
    private final String prefix = kafka.newTopicPrefix();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void shouldTellOfASettingThatSomebodyAltersWhileAllRuns() throws Exception {
        TopicSpec topics = new TopicSpec(prefix, true, 1, (short) 1, Duration.ofDays(7));
        KafkaConfig config = new KafkaConfig(kafka.bootstrapServers(), ClientProperties.NONE, topics);
        new KafkaGate(config, new Readiness()).pass(NAMES);
        try (TopicWatch watch = TopicWatch.start("shop", config, NAMES, registry)) {
            Await.until("health", LIMIT, () -> unfit("impressions") == 0 && unfit("impression-counts") == 0);
            Await.until("replicas", LIMIT, () -> belowMinimum("impressions") == 0);

            set("impression-counts", "retention.bytes", "1000000");
            Await.until("the news", LIMIT, () -> unfit("impression-counts") == 1);

            set("impression-counts", "retention.bytes", "-1");
            set("impressions", "min.insync.replicas", "2");
            Await.until("replicas", LIMIT, () -> belowMinimum("impressions") == 1);
            Await.until("health", LIMIT, () -> unfit("impression-counts") == 0);
        }
    }

    private double unfit(String topic) {
        return value("hakaru.topic.unfit.settings", topic);
    }

    private double belowMinimum(String topic) {
        return value("hakaru.topic.partitions.below.min.isr", topic);
    }

    private double value(String name, String topic) {
        return registry.get(name).tag("topic", prefix + topic).gauge().value();
    }

    private void set(String topic, String setting, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, prefix + topic);
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        try (Admin admin = kafka.admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }
}
