package hakaru.cluster;

import hakaru.cluster.fault.FaultKind;
import hakaru.cluster.fault.LeaderKilled;
import hakaru.cluster.fault.RolledOver;
import hakaru.cluster.node.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A fixed sequence of faults whose cost is a promise. */
enum Scenario {
    /** Every process of every tier is restarted in order, as a deploy does it. */
    DEPLOY,
    /** The broker that leads the first partition is killed, and comes back after half a minute. */
    BROKER_KILL;

    static final int RATE = 2_000;

    List<Plan.Drawn> faults(Cluster cluster) {
        return switch (this) {
            case DEPLOY ->
                Stream.of(Tier.BROKER, Tier.INGEST_API, Tier.AGGREGATOR, Tier.SINK)
                        .map(tier -> new Plan.Drawn(FaultKind.ROLL, new RolledOver(cluster, tier)))
                        .toList();
            case BROKER_KILL ->
                List.of(new Plan.Drawn(FaultKind.BROKER_KILL, new LeaderKilled(cluster, Duration.ofSeconds(30))));
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
