package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every port that is named exists in the pods it is named for. */
final class Ports {
    private final Manifests manifests;
    private final List<Pods> pods;
    private final List<String> problems = new ArrayList<>();

    private Ports(Manifests manifests) {
        this.manifests = manifests;
        this.pods = Pods.of(manifests);
    }

    static List<String> problems(Manifests manifests) {
        Ports ports = new Ports(manifests);
        manifests.of("Service").forEach(ports::checkService);
        manifests.of("Ingress").forEach(ports::checkIngress);
        manifests.of("PodMonitor").forEach(ports::checkMonitor);
        manifests.of("NetworkPolicy").forEach(ports::checkPolicy);
        manifests.containers().forEach(ports::checkProbes);
        return ports.problems;
    }

    private void checkService(Manifest service) {
        List<Pods> selected = pods.stream()
                .filter(candidate -> Labels.contain(service.at("/spec/selector"), candidate.labels()))
                .toList();
        service.at("/spec/ports").forEach(port -> require(service, selected, port.path("targetPort")));
    }

    private void checkIngress(Manifest ingress) {
        for (JsonNode backend : ingress.all("service")) {
            String name = backend.path("name").asText();
            boolean exists = manifests.find("Service", name).stream()
                    .flatMap(service -> Manifest.items(service.at("/spec/ports")).stream())
                    .anyMatch(port -> port.path("name").equals(backend.at("/port/name")));
            if (!exists) {
                problems.add(ingress.id() + ": there is no Service/" + name + " with a port " + backend.at("/port"));
            }
        }
    }

    private void checkMonitor(Manifest monitor) {
        List<Pods> selected = selected(monitor.at("/spec/selector"));
        monitor.at("/spec/podMetricsEndpoints").forEach(port -> require(monitor, selected, port.path("port")));
    }

    private void checkPolicy(Manifest policy) {
        policy.at("/spec/ingress").forEach(rule -> checkRule(policy, rule, List.of(policy.at("/spec/podSelector"))));
        policy.at("/spec/egress")
                .forEach(rule -> checkRule(
                        policy,
                        rule,
                        Manifest.items(rule.path("to")).stream()
                                .filter(peer -> peer.has("podSelector") && !peer.has("namespaceSelector"))
                                .map(peer -> peer.path("podSelector"))
                                .toList()));
    }

    /** A port is there when one kind of the pods has it. */
    private void checkRule(Manifest policy, JsonNode rule, List<JsonNode> selectors) {
        List<Pods> selected = selectors.stream()
                .flatMap(selector -> selected(selector).stream())
                .toList();
        if (!selected.isEmpty()) {
            for (JsonNode port : rule.path("ports")) {
                if (selected.stream().noneMatch(candidate -> candidate.ports().contains(port.path("port")))) {
                    problems.add(policy.id() + ": no pod it is about has a port " + port.path("port"));
                }
            }
        }
    }

    private void checkProbes(Container container) {
        Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                .flatMap(probe -> container.json().path(probe).findValues("port").stream())
                .filter(port -> !container.hasPort(port))
                .forEach(port ->
                        problems.add(container.id() + ": a probe asks at the port " + port + ", which it lacks"));
    }

    private List<Pods> selected(JsonNode selector) {
        return pods.stream()
                .filter(candidate -> Labels.match(selector, candidate.labels()))
                .toList();
    }

    private void require(Manifest manifest, List<Pods> selected, JsonNode port) {
        for (Pods candidate : selected) {
            if (!candidate.ports().contains(port)) {
                problems.add(manifest.id() + ": the pods of " + candidate.id() + " have no port " + port);
            }
        }
    }
}
