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
            values.put(
                    variable.path("name").asText(),
                    variable.has("valueFrom")
                            ? FROM_CLUSTER
                            : variable.path("value").asText());
        }
        return values;
    }
}
