package hakaru.cluster.fault;

import hakaru.cluster.Cluster;
import hakaru.cluster.node.Node;
import hakaru.cluster.node.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a fault is drawn from: the cluster, and the chance that the seed gives.
 *
 * @param longest how long a fault lasts at most, unless its kind needs longer
 */
public record Draw(Cluster cluster, SplittableRandom random, Duration longest) {
    /** Between two durations, in tenths of a second. */
    public Duration between(double leastSeconds, double mostSeconds) {
        double most = Math.max(leastSeconds, Math.min(mostSeconds, longest.toMillis() / 1e3));
        double seconds = leastSeconds + random.nextDouble() * (most - leastSeconds);
        return Duration.ofMillis(100L * (long) (seconds * 10));
    }

    public <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    public Node one(Tier tier) {
        return one(cluster.tier(tier));
    }

    /** A process that has state to lose: all but the balancer, which is not hakaru's. */
    public Node process() {
        return one(processes());
    }

    private List<Node> processes() {
        List<Node> nodes = new ArrayList<>();
        for (Tier tier : List.of(Tier.BROKER, Tier.INGEST_API, Tier.AGGREGATOR, Tier.SINK)) {
            nodes.addAll(cluster.tier(tier));
        }
        return nodes;
    }
}
