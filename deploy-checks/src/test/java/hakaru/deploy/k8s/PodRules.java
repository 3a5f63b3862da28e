package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds for every pod, ours or not. */
final class PodRules {
    /** A tag with a version in it. */
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:\\d+\\.\\d+[a-zA-Z0-9.-]*");

    private PodRules() {}

    static List<String> images(Manifests manifests) {
        return manifests
                .containers()
                .filter(container -> !PINNED.matcher(container.image()).matches())
                .map(container -> container.id() + ": " + container.image() + " is not pinned to a version")
                .toList();
    }

    /** Requests and limits of both; no more memory is promised than there is, and the JVM takes its part of it. */
    static List<String> resources(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        for (Container container : manifests.containers().toList()) {
            for (String pointer : List.of("/requests/cpu", "/requests/memory", "/limits/cpu", "/limits/memory")) {
                if (container.json().path("resources").at(pointer).isMissingNode()) {
                    problems.add(container.id() + ": has no resources" + pointer);
                }
            }
            JsonNode resources = container.json().path("resources");
            if (!resources.at("/requests/memory").equals(resources.at("/limits/memory"))) {
                problems.add(container.id() + ": its memory is limited to another amount than it requests");
            }
            boolean isSized = new Environment(manifests, container)
                    .values()
                    .getOrDefault("JAVA_TOOL_OPTIONS", "")
                    .contains("-XX:MaxRAMPercentage=");
            if (container.image().contains("hakaru/") && !isSized) {
                problems.add(container.id() + ": its heap is not sized from the limit (-XX:MaxRAMPercentage)");
            }
        }
        return problems;
    }

    /** The restricted pod security standard, a read-only root, and nothing of the cluster's. */
    static List<String> security(Manifests manifests) {
        return Stream.of(namespace(manifests), pods(manifests), containers(manifests))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> namespace(Manifests manifests) {
        return manifests.of("Namespace").stream()
                .filter(namespace -> !namespace
                        .json()
                        .at("/metadata/labels")
                        .path("pod-security.kubernetes.io/enforce")
                        .asText()
                        .equals("restricted"))
                .map(namespace -> namespace.id() + ": does not enforce restricted pod security")
                .toList();
    }

    private static List<String> pods(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        for (Workload workload : manifests.workloads()) {
            JsonNode pod = workload.pod();
            Checks checks = new Checks(workload.manifest().id(), problems);
            checks.require(pod, "/automountServiceAccountToken", "false");
            checks.require(pod, "/enableServiceLinks", "false");
            checks.require(pod, "/securityContext/runAsNonRoot", "true");
            checks.require(pod, "/securityContext/seccompProfile/type", "RuntimeDefault");
            if (pod.at("/securityContext/runAsUser").asInt() == 0) {
                problems.add(workload.manifest().id() + ": has no user id, or root's");
            }
            for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
                if (pod.has(shared)) {
                    problems.add(workload.manifest().id() + ": shares the node's: " + shared);
                }
            }
        }
        return problems;
    }

    private static List<String> containers(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        for (Container container : manifests.containers().toList()) {
            JsonNode context = container.json().path("securityContext");
            Checks checks = new Checks(container.id(), problems);
            checks.require(context, "/allowPrivilegeEscalation", "false");
            checks.require(context, "/readOnlyRootFilesystem", "true");
            checks.require(context, "/capabilities/drop/0", "ALL");
            if (context.at("/capabilities").has("add") || context.has("privileged")) {
                problems.add(container.id() + ": is given what it must not have: " + context);
            }
        }
        return problems;
    }

    private record Checks(String id, List<String> problems) {
        void require(JsonNode json, String pointer, String expected) {
            if (!json.at(pointer).asText().equals(expected)) {
                problems.add(id + ": " + pointer + " must be " + expected);
            }
        }
    }
}
