package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Every selector selects pods that are there; that of a workload its own. */
final class Selectors {
    private final Manifests manifests;
    private final List<Pods> pods;
    private final List<String> problems = new ArrayList<>();

    private Selectors(Manifests manifests) {
        this.manifests = manifests;
        this.pods = Pods.of(manifests);
    }

    static List<String> problems(Manifests manifests) {
        Selectors selectors = new Selectors(manifests);
        manifests.workloads().forEach(selectors::checkOwn);
        selectors.checkServices();
        for (String kind : List.of("PodDisruptionBudget", "PodMonitor")) {
            manifests.of(kind).forEach(manifest -> selectors.check(manifest, manifest.at("/spec/selector")));
        }
        manifests
                .of("NetworkPolicy")
                .forEach(
                        policy -> policy.all("podSelector").forEach(selector -> selectors.checkPeer(policy, selector)));
        return selectors.problems;
    }

    private void checkOwn(Workload workload) {
        Manifest manifest = workload.manifest();
        List<JsonNode> own = new ArrayList<>();
        if (manifest.json().at("/spec").has("selector")) {
            own.add(manifest.at("/spec/selector"));
        }
        workload.pod().path("topologySpreadConstraints").forEach(spread -> own.add(spread.path("labelSelector")));
        for (JsonNode selector : own) {
            if (!Labels.match(selector, workload.podLabels())) {
                problems.add(manifest.id() + ": its selector " + selector + " does not select its pods");
            }
        }
    }

    private void checkServices() {
        for (Manifest service : manifests.of("Service")) {
            ObjectNode selector = JsonNodeFactory.instance.objectNode();
            selector.set("matchLabels", service.at("/spec/selector"));
            check(service, selector);
        }
    }

    /** Pods in other namespaces are not ours to know. */
    private void checkPeer(Manifest policy, JsonNode selector) {
        boolean isElsewhere = policy.json().findParents("podSelector").stream()
                .anyMatch(peer -> peer.has("namespaceSelector")
                        && peer.path("podSelector").equals(selector));
        if (!isElsewhere) {
            check(policy, selector);
        }
    }

    private void check(Manifest manifest, JsonNode selector) {
        if (pods.stream().noneMatch(candidate -> Labels.match(selector, candidate.labels()))) {
            problems.add(manifest.id() + ": " + selector + " selects no pod");
        }
        for (JsonNode value : Labels.valuesOf(selector)) {
            boolean used = pods.stream()
                    .anyMatch(candidate -> Labels.match(selector, candidate.labels())
                            && Manifest.items(candidate.labels()).contains(value));
            if (!used) {
                problems.add(manifest.id() + ": no pod has the label value " + value);
            }
        }
    }
}
