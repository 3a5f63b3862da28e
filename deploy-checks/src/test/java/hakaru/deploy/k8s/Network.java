package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Everything is denied but what is allowed, and what one end may send, the other may receive. */
final class Network {
    private Network() {}

    static List<String> problems(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        if (manifests.find("NetworkPolicy", "default-deny").stream().noneMatch(Network::deniesAll)) {
            problems.add("there is no policy that denies everything");
        }
        Set<String> sent = sent(manifests);
        Set<String> received = received(manifests);
        sent.stream()
                .filter(flow -> !received.contains(flow))
                .forEach(flow -> problems.add(flow + " may be sent, but not received"));
        received.stream()
                .filter(flow -> !sent.contains(flow))
                .forEach(flow -> problems.add(flow + " may be received, but not sent"));
        manifests.of("Service").stream()
                .filter(service -> service.name().equals("ingest-api"))
                .filter(service -> !service.all("targetPort").stream()
                        .allMatch(port -> port.asText().equals("http")))
                .forEach(service -> problems.add(service.id() + ": only the beacon port is for the public"));
        return problems;
    }

    /** What may go from pods to pods: {@code from -> to:port}. */
    static Set<String> sent(Manifests manifests) {
        Set<String> flows = new TreeSet<>();
        List<Pods> pods = Pods.of(manifests);
        for (Manifest policy : manifests.of("NetworkPolicy")) {
            for (Pods from : selected(pods, policy.at("/spec/podSelector"))) {
                for (JsonNode rule : policy.at("/spec/egress")) {
                    peers(pods, rule.path("to")).forEach(to -> flows(from, to, rule.path("ports"), flows));
                }
            }
        }
        return flows;
    }

    private static Set<String> received(Manifests manifests) {
        Set<String> flows = new TreeSet<>();
        List<Pods> pods = Pods.of(manifests);
        for (Manifest policy : manifests.of("NetworkPolicy")) {
            for (Pods to : selected(pods, policy.at("/spec/podSelector"))) {
                for (JsonNode rule : policy.at("/spec/ingress")) {
                    peers(pods, rule.path("from")).forEach(from -> flows(from, to, rule.path("ports"), flows));
                }
            }
        }
        for (Manifest kafka : manifests.of("Kafka")) {
            for (JsonNode listener : kafka.at("/spec/kafka/listeners")) {
                peers(pods, listener.path("networkPolicyPeers"))
                        .forEach(from -> flows.add(from.id() + " -> brokers:" + listener.path("port")));
            }
        }
        return flows;
    }

    /** Rules without ports are for pods of one kind among themselves, whose policies are not ours. */
    private static void flows(Pods from, Pods to, JsonNode ports, Set<String> flows) {
        for (JsonNode port : ports) {
            if (to.ports().contains(port.path("port"))) {
                flows.add(from.id() + " -> " + to.id() + ":" + port.path("port").asText());
            }
        }
    }

    private static List<Pods> peers(List<Pods> pods, JsonNode peers) {
        return Manifest.items(peers).stream()
                .filter(peer -> peer.has("podSelector") && !peer.has("namespaceSelector"))
                .flatMap(peer -> selected(pods, peer.path("podSelector")).stream())
                .toList();
    }

    private static List<Pods> selected(List<Pods> pods, JsonNode selector) {
        return pods.stream()
                .filter(candidate -> Labels.match(selector, candidate.labels()))
                .toList();
    }

    private static boolean deniesAll(Manifest policy) {
        return policy.at("/spec/podSelector").isEmpty()
                && policy.at("/spec/policyTypes").size() == 2
                && policy.at("/spec/ingress").isMissingNode()
                && policy.at("/spec/egress").isMissingNode();
    }
}
