package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import hakaru.ingest.http.PublicPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An Ingress lets through every path that the API answers, each exactly, and no other. */
final class Routes {
    private static final Set<String> ANSWERED =
            Arrays.stream(PublicPath.values()).map(PublicPath::text).collect(Collectors.toSet());

    private Routes() {}

    static List<String> problems(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        for (Manifest ingress : manifests.of("Ingress")) {
            for (JsonNode host : ingress.at("/spec/rules")) {
                check(ingress, host.at("/http/paths"), problems);
            }
        }
        return problems;
    }

    private static void check(Manifest ingress, JsonNode paths, List<String> problems) {
        Set<String> routed = Manifest.items(paths).stream()
                .filter(path -> path.path("pathType").asText().equals("Exact"))
                .map(path -> path.path("path").asText())
                .collect(Collectors.toSet());
        ANSWERED.stream()
                .filter(path -> !routed.contains(path))
                .forEach(path ->
                        problems.add(ingress.id() + ": the API answers " + path + ", but no exact path leads there"));
        routed.stream()
                .filter(path -> !ANSWERED.contains(path))
                .forEach(path -> problems.add(ingress.id() + ": the API has no " + path));
        if (routed.size() != paths.size()) {
            problems.add(ingress.id() + ": a path is there twice, or not exact");
        }
    }
}
