package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every pod may ask whatever answers for DNS: the cluster's pods, or the cache on its node, which no pod selector finds. */
final class Dns {
    private static final List<String> LABELS = List.of("kube-dns", "node-local-dns");
    /** NodeLocal DNSCache; Google's Cloud DNS. */
    private static final List<String> ADDRESSES = List.of("169.254.20.10/32", "169.254.169.254/32");

    private Dns() {}

    static List<String> problems(Manifests manifests) {
        List<JsonNode> rules = manifests.of("NetworkPolicy").stream()
                .filter(policy -> policy.at("/spec/podSelector").isEmpty())
                .flatMap(policy -> Manifest.items(policy.at("/spec/egress")).stream())
                .toList();
        List<String> problems = new ArrayList<>();
        for (String protocol : List.of("UDP", "TCP")) {
            List<JsonNode> peers = rules.stream()
                    .filter(rule -> Manifest.items(rule.path("ports")).stream().anyMatch(port -> isDns(port, protocol)))
                    .flatMap(rule -> Manifest.items(rule.path("to")).stream())
                    .toList();
            Stream.concat(LABELS.stream(), ADDRESSES.stream())
                    .filter(server -> peers.stream().noneMatch(peer -> names(peer, server)))
                    .forEach(server -> problems.add("no pod may ask " + server + " for a name by " + protocol));
        }
        return problems;
    }

    private static boolean isDns(JsonNode port, String protocol) {
        return port.path("port").asInt() == 53 && port.path("protocol").asText().equals(protocol);
    }

    private static boolean names(JsonNode peer, String server) {
        return peer.at("/ipBlock/cidr").asText().equals(server)
                || (peer.at("/podSelector/matchLabels/k8s-app").asText().equals(server)
                        && peer.at("/namespaceSelector/matchLabels")
                                .path("kubernetes.io/metadata.name")
                                .asText()
                                .equals("kube-system"));
    }
}
