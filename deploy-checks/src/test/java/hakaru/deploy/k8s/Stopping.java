package hakaru.deploy.k8s;

import hakaru.ingest.IngestConfig;
import hakaru.runtime.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pod of ours is killed only after it has had the time to stop by itself; none of a Deployment of requests is missed. */
final class Stopping {
    /** After so long a process of ours ends itself: docs/architecture.md, Bounds. */
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

    private Stopping() {}

    static List<String> problems(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        for (Container container : manifests.containers().toList()) {
            if (container.image().contains("hakaru/")) {
                checkGrace(container, problems);
            }
            if (container.image().contains("hakaru/ingest-api:")) {
                checkDrain(manifests, container, problems);
            }
        }
        return problems;
    }

    private static void checkGrace(Container container, List<String> problems) {
        Duration needed = preStop(container).plus(STOP_LIMIT);
        if (grace(container).compareTo(needed) <= 0) {
            problems.add(container.id() + ": terminationGracePeriodSeconds must be above " + needed.toSeconds());
        }
    }

    private static void checkDrain(Manifests manifests, Container container, List<String> problems) {
        Duration drain = Settings.load(
                        Map.of(
                                "INGEST_DRAIN_DELAY",
                                new Environment(manifests, container).values().getOrDefault("INGEST_DRAIN_DELAY", "")),
                        IngestConfig::from)
                .drainDelay();
        long asked = Math.multiplyExact(
                container.json().at("/readinessProbe/periodSeconds").asLong(10),
                container.json().at("/readinessProbe/failureThreshold").asLong(3));
        if (drain.toSeconds() <= asked) {
            problems.add(container.id() + ": INGEST_DRAIN_DELAY must be above the " + asked
                    + " s that its readiness probe takes to see it");
        }
        if (preStop(container).isZero()) {
            problems.add(container.id() + ": without preStop requests still come when it has stopped");
        }
        Manifest deployment = container.workload().manifest();
        if (deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1) != 0) {
            problems.add(deployment.id() + ": maxUnavailable must be 0");
        }
    }

    private static Duration preStop(Container container) {
        return Duration.ofSeconds(
                container.json().at("/lifecycle/preStop/sleep/seconds").asLong());
    }

    private static Duration grace(Container container) {
        return Duration.ofSeconds(
                container.workload().pod().path("terminationGracePeriodSeconds").asLong(30));
    }
}
