package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.Optional;

/** One container of a workload's pods. */
record Container(Workload workload, JsonNode json) {
    String image() {
        return json.path("image").asText();
    }

    /** Where it is, for a message. */
    String id() {
        return workload.manifest().id() + ", container " + json.path("name").asText();
    }

    boolean hasPort(JsonNode port) {
        return Manifest.items(json.path("ports")).stream()
                .anyMatch(declared -> declared.path("name").equals(port)
                        || declared.path("containerPort").equals(port));
    }

    /** The volume that a path lies in: of the longest mount, as the kernel sees it. */
    Optional<JsonNode> volumeOf(String path) {
        return Manifest.items(json.path("volumeMounts")).stream()
                .filter(mount -> (path + "/").startsWith(mount.path("mountPath").asText() + "/"))
                .max(Comparator.comparingInt(
                        mount -> mount.path("mountPath").asText().length()))
                .flatMap(mount -> workload.volume(mount.path("name").asText()));
    }
}
