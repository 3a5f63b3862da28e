package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What names another object names one that is there; and what is scaled has one that scales it. */
final class Targets {
    private Targets() {}

    static List<String> problems(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        for (String kind : List.of("HorizontalPodAutoscaler", "ScaledObject")) {
            for (Manifest scaler : manifests.of(kind)) {
                JsonNode target = scaler.at("/spec/scaleTargetRef");
                String id =
                        target.path("kind").asText() + "/" + target.path("name").asText();
                manifests
                        .find(id)
                        .ifPresentOrElse(
                                scaled -> requireNoReplicas(scaler, scaled, problems),
                                () -> problems.add(scaler.id() + ": there is no " + id + " to scale"));
            }
        }
        for (Manifest set : manifests.of("StatefulSet")) {
            require(manifests, set, "Service", set.at("/spec/serviceName"), problems);
        }
        for (Manifest scaler : manifests.of("ScaledObject")) {
            scaler.all("authenticationRef")
                    .forEach(reference ->
                            require(manifests, scaler, "TriggerAuthentication", reference.path("name"), problems));
        }
        for (String kind : List.of("KafkaTopic", "KafkaUser", "KafkaNodePool")) {
            for (Manifest part : manifests.of(kind)) {
                require(
                        manifests,
                        part,
                        "Kafka",
                        part.json().at("/metadata/labels").path("strimzi.io/cluster"),
                        problems);
            }
        }
        return problems;
    }

    /** Two that decide would undo each other at every apply. */
    private static void requireNoReplicas(Manifest scaler, Manifest scaled, List<String> problems) {
        if (scaled.json().path("spec").has("replicas")) {
            problems.add(scaled.id() + " has replicas, although " + scaler.id() + " decides on them");
        }
    }

    private static void require(Manifests manifests, Manifest from, String kind, JsonNode name, List<String> problems) {
        if (manifests.find(kind, name.asText()).isEmpty()) {
            problems.add(from.id() + ": there is no " + kind + "/" + name.asText());
        }
    }
}
