package hakaru.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicRulesTest {
    private static final TopicState INPUT = topic("in", 3, 3, Map.of());

    private final TopicRules rules = new TopicRules(new TopicSpec("", true, 4, (short) 3, Duration.ofDays(7)));

    private static TopicState topic(String name, int replicas, int inSync, Map<String, String> different) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "cleanup.policy", "delete",
                "message.timestamp.type", "CreateTime",
                "unclean.leader.election.enable", "false",
                "retention.bytes", "-1",
                "retention.ms", "604800000",
                "max.message.bytes", "1048588",
                "min.insync.replicas", "2"));
        settings.putAll(different);
        List<Node> nodes = IntStream.range(0, replicas)
                .mapToObj(id -> new Node(id, "broker", 9092))
                .toList();
        TopicPartitionInfo partition = new TopicPartitionInfo(0, nodes.get(0), nodes, nodes.subList(0, inSync));
        return new TopicState(
                new TopicDescription(name, false, List.of(partition)),
                new Config(settings.entrySet().stream()
                        .map(setting -> new ConfigEntry(setting.getKey(), setting.getValue()))
                        .toList()));
    }

    @Test
    void shouldFindNothingWrongWithWhatItCreates() {
        assertThat(rules.problems(INPUT, INPUT)).isEmpty();
        assertThat(rules.problems(topic("out", 3, 3, Map.of()), INPUT)).isEmpty();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "cleanup.policy, compact, cleanup.policy=delete",
        "message.timestamp.type, LogAppendTime, message.timestamp.type=CreateTime",
        "unclean.leader.election.enable, true, unclean.leader.election.enable=false",
        "retention.bytes, 1000000, retention.bytes=-1",
        "retention.ms, 604799999, retention.ms of at least 604800000",
        "max.message.bytes, 1000000, max.message.bytes of at least 1048576",
        "min.insync.replicas, 1, min.insync.replicas of at least 2",
        "min.insync.replicas, 4, min.insync.replicas of at most its 3 replicas"
    })
    void shouldFindASettingThatCouldLoseCounts(String setting, String value, String rule) {
        assertThat(rules.problems(topic("out", 3, 3, Map.of(setting, value)), INPUT))
                .containsExactly("topic out must have " + rule + ", but has " + value);
    }

    @Test
    void shouldFindFewerReplicasThanConfigured() {
        assertThat(rules.problems(topic("out", 2, 2, Map.of()), INPUT))
                .containsExactly("topic out must have 3 replicas (KAFKA_TOPIC_REPLICATION_FACTOR), but has 2");
    }

    @Test
    void shouldLetCountsBeKeptForEver() {
        assertThat(rules.problems(topic("out", 3, 3, Map.of("retention.ms", "-1")), INPUT))
                .isEmpty();
    }

    @Test
    void shouldCountPartitionsThatTakeNothing() {
        assertThat(topic("out", 3, 2, Map.of()).partitionsBelowMinimum()).isZero();
        assertThat(topic("out", 3, 1, Map.of()).partitionsBelowMinimum()).isEqualTo(1);
    }
}
