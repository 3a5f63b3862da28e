package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** The environment a container starts with; what only the cluster knows has a value in its place. */
record Environment(Manifests manifests, Container container) {
    /** In the place of a Secret's content or a field of the pod. */
    static final String FROM_CLUSTER = "from-the-cluster";

    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        for (JsonNode source : container.json().path("envFrom")) {
            manifests
                    .find("ConfigMap", source.at("/configMapRef/name").asText())
                    .ifPresent(map -> map.at("/data")
                            .properties()
                            .forEach(entry ->
                                    values.put(entry.getKey(), entry.getValue().asText())));
        }
        for (JsonNode variable : container.json().path("env")) {
            String name = variable.path("name").asText();
            values.put(name, value(variable));
        }
        return values;
    }

    private String value(JsonNode variable) {
        JsonNode reference = variable.at("/valueFrom/configMapKeyRef");
        if (reference.isObject()) {
            return manifests
                    .find("ConfigMap", reference.path("name").asText())
                    .map(map -> map.at("/data").path(reference.path("key").asText()))
                    .map(JsonNode::asText)
                    .orElse("");
        }
        return variable.path("value").asText(FROM_CLUSTER);
    }
}
