package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** No aggregator without a partition; and Strimzi's topics are what the services expect them to be. */
final class Partitions {
    private final Manifests manifests;
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    private Partitions(Manifests manifests, Container aggregator) {
        this.manifests = manifests;
        this.environment = new Environment(manifests, aggregator).values();
    }

    static List<String> problems(Manifests manifests) {
        return manifests
                .containers()
                .filter(container -> container.image().contains("hakaru/aggregator:"))
                .flatMap(container -> new Partitions(manifests, container).check(container).stream())
                .toList();
    }

    private List<String> check(Container aggregator) {
        int partitions = number("KAFKA_TOPIC_PARTITIONS");
        manifests.of("KafkaTopic").forEach(topic -> checkTopic(topic, partitions));
        int threads = number("AGGREGATOR_THREADS");
        checkThreads(aggregator.workload().manifest(), "/spec/replicas", threads, partitions);
        manifests
                .find("ScaledObject", aggregator.workload().manifest().name())
                .ifPresent(scaler -> checkThreads(scaler, "/spec/maxReplicaCount", threads, partitions));
        return problems;
    }

    private void checkThreads(Manifest manifest, String pointer, int threads, int partitions) {
        if (manifest.at(pointer).asInt() * threads > partitions) {
            problems.add(manifest.id() + ": " + pointer + " times " + threads + " threads is more than the "
                    + partitions + " partitions");
        }
    }

    private void checkTopic(Manifest topic, int partitions) {
        require(topic, "/spec/partitions", Integer.toString(partitions));
        require(topic, "/spec/replicas", environment.getOrDefault("KAFKA_TOPIC_REPLICATION_FACTOR", ""));
        require(topic, "/spec/config/cleanup.policy", "delete");
        require(topic, "/spec/config/message.timestamp.type", "CreateTime");
        require(topic, "/spec/config/unclean.leader.election.enable", "false");
        long days = Long.parseLong(
                environment.getOrDefault("KAFKA_TOPIC_RETENTION", "").replace("d", ""));
        require(topic, "/spec/config/retention.ms", Long.toString(days * 24 * 60 * 60 * 1000));
    }

    private void require(Manifest topic, String pointer, String expected) {
        JsonNode actual = topic.at(pointer);
        if (!actual.asText().equals(expected)) {
            problems.add(topic.id() + ": " + pointer + " must be " + expected + ", not " + actual);
        }
    }

    private int number(String variable) {
        return Integer.parseInt(environment.getOrDefault(variable, "0"));
    }
}
