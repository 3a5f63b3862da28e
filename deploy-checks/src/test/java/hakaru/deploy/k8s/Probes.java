package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Each service is asked on its management port whether it has started, lives and is ready: three questions. */
final class Probes {
    private Probes() {}

    static List<String> problems(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        manifests.containers().filter(Probes::serves).forEach(container -> {
            check(container, "startupProbe", "/livez", problems);
            check(container, "livenessProbe", "/livez", problems);
            check(container, "readinessProbe", "/readyz", problems);
        });
        return problems;
    }

    private static boolean serves(Container container) {
        return container.image().contains("hakaru/")
                && !container.workload().manifest().kind().endsWith("Job");
    }

    private static void check(Container container, String probe, String path, List<String> problems) {
        JsonNode request = container.json().path(probe).path("httpGet");
        if (!request.path("path").asText().equals(path)
                || !request.path("port").asText().equals("management")) {
            problems.add(container.id() + ": " + probe + " must ask " + path + " at the port management");
        }
    }
}
