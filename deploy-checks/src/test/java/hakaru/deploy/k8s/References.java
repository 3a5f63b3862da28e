package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every ConfigMap, Secret and volume that pods name is there, and so is the key. */
final class References {
    private final Manifests manifests;
    private final Secrets secrets;
    private final List<String> problems = new ArrayList<>();

    private References(Manifests manifests) {
        this.manifests = manifests;
        this.secrets = Secrets.of(manifests);
    }

    static List<String> problems(Manifests manifests) {
        References references = new References(manifests);
        manifests.workloads().forEach(references::checkVolumes);
        manifests.containers().forEach(references::checkContainer);
        manifests
                .of("Ingress")
                .forEach(ingress -> ingress.at("/spec/tls")
                        .forEach(tls -> references.requireSecret(ingress.id(), tls.path("secretName"), "tls.key")));
        manifests.of("TriggerAuthentication").forEach(references::checkAuthentication);
        return references.problems;
    }

    private void checkVolumes(Workload workload) {
        String id = workload.manifest().id();
        for (JsonNode volume : workload.pod().path("volumes")) {
            if (volume.has("configMap")) {
                requireMap(id, volume.at("/configMap/name"));
            }
            if (volume.has("secret")) {
                String name = volume.at("/secret/secretName").asText();
                if (!secrets.keys().containsKey(name)) {
                    problems.add(id + ": nobody makes the Secret " + name);
                }
            }
        }
    }

    private void checkContainer(Container container) {
        for (JsonNode mount : container.json().path("volumeMounts")) {
            if (container.workload().volume(mount.path("name").asText()).isEmpty()) {
                problems.add(container.id() + ": there is no volume " + mount.path("name"));
            }
        }
        for (JsonNode source : container.json().path("envFrom")) {
            requireMap(container.id(), source.at("/configMapRef/name"));
        }
        for (JsonNode reference : container.json().findValues("secretKeyRef")) {
            requireSecret(
                    container.id(),
                    reference.path("name"),
                    reference.path("key").asText());
        }
        container.json().findValues("configMapKeyRef").forEach(reference -> requireKey(container.id(), reference));
        new Environment(manifests, container).values().forEach((name, value) -> checkFile(container, name, value));
    }

    /** A path under /run/secrets lies in a mounted Secret, and the Secret has that key. */
    private void checkFile(Container container, String name, String path) {
        if (path.startsWith("/run/secrets/")) {
            Optional<JsonNode> volume = container.volumeOf(path);
            String secret =
                    volume.map(found -> found.at("/secret/secretName").asText()).orElse("");
            if (!secrets.has(secret, path.substring(path.lastIndexOf('/') + 1))) {
                problems.add(container.id() + ": " + name + " names the file " + path + ", which no Secret has");
            }
        }
    }

    private void checkAuthentication(Manifest authentication) {
        for (JsonNode reference : authentication.at("/spec/secretTargetRef")) {
            requireSecret(
                    authentication.id(),
                    reference.path("name"),
                    reference.path("key").asText());
        }
        authentication.at("/spec/configMapTargetRef").forEach(reference -> requireKey(authentication.id(), reference));
    }

    private void requireMap(String id, JsonNode name) {
        if (manifests.find("ConfigMap", name.asText()).isEmpty()) {
            problems.add(id + ": there is no ConfigMap " + name);
        }
    }

    private void requireKey(String id, JsonNode reference) {
        Optional<Manifest> map =
                manifests.find("ConfigMap", reference.path("name").asText());
        if (map.filter(found -> found.at("/data").has(reference.path("key").asText()))
                .isEmpty()) {
            problems.add(id + ": no ConfigMap has " + reference);
        }
    }

    private void requireSecret(String id, JsonNode name, String key) {
        if (!secrets.has(name.asText(), key)) {
            problems.add(id + ": nobody makes the Secret " + name + " with the key " + key);
        }
    }
}
