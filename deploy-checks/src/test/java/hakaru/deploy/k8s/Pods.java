package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Pods that will be there: their labels, and the numbers and names of their ports. Also those that Strimzi makes. */
record Pods(String id, JsonNode labels, Set<JsonNode> ports) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static List<Pods> of(Manifests manifests) {
        return Stream.concat(
                        manifests.workloads().stream().map(Pods::of),
                        manifests.of("Kafka").stream().flatMap(Pods::ofStrimzi))
                .toList();
    }

    private static Pods of(Workload workload) {
        Set<JsonNode> ports = new HashSet<>();
        workload.containers()
                .forEach(container -> container.json().path("ports").forEach(port -> {
                    ports.add(port.path("name"));
                    ports.add(port.path("containerPort"));
                }));
        return new Pods(workload.manifest().name(), workload.podLabels(), ports);
    }

    private static Stream<Pods> ofStrimzi(Manifest kafka) {
        Set<JsonNode> listeners = new HashSet<>();
        kafka.at("/spec/kafka/listeners").forEach(listener -> listeners.add(listener.path("port")));
        ObjectNode broker = strimziLabels(kafka, "kafka").put("strimzi.io/broker-role", "true");
        return Stream.of(
                new Pods("brokers", broker, listeners),
                new Pods("exporter", strimziLabels(kafka, "kafka-exporter"), Set.of(JSON.textNode("tcp-prometheus"))));
    }

    private static ObjectNode strimziLabels(Manifest kafka, String componentType) {
        return JSON.objectNode()
                .put("strimzi.io/cluster", kafka.name())
                .put("strimzi.io/component-type", componentType);
    }
}
