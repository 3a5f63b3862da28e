package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A Deployment, StatefulSet, Job or CronJob, as far as its pods go. */
record Workload(Manifest manifest) {
    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob");

    static Optional<Workload> of(Manifest manifest) {
        return KINDS.contains(manifest.kind()) ? Optional.of(new Workload(manifest)) : Optional.empty();
    }

    JsonNode podLabels() {
        return template("/metadata/labels");
    }

    JsonNode pod() {
        return template("/spec");
    }

    private JsonNode template(String path) {
        return manifest.at((manifest.kind().equals("CronJob") ? "/spec/jobTemplate" : "") + "/spec/template" + path);
    }

    /** Those that initialize come first. */
    List<Container> containers() {
        return Stream.of("initContainers", "containers")
                .flatMap(field -> Manifest.items(pod().path(field)).stream())
                .map(json -> new Container(this, json))
                .toList();
    }

    boolean hasPort(JsonNode port) {
        return containers().stream().anyMatch(container -> container.hasPort(port));
    }

    /** The volume of a name; that of a claim template, too. */
    Optional<JsonNode> volume(String name) {
        return Stream.concat(
                        Manifest.items(pod().path("volumes")).stream()
                                .filter(volume -> volume.path("name").asText().equals(name)),
                        Manifest.items(manifest.at("/spec/volumeClaimTemplates")).stream()
                                .filter(claim ->
                                        claim.at("/metadata/name").asText().equals(name)))
                .findFirst();
    }
}
