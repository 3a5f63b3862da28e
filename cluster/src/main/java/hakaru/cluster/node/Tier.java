package hakaru.cluster.node;

import java.util.Locale;

/** What a process is for. Processes of one tier do the same, and one can stand in for the other. */
public enum Tier {
    BROKER,
    INGEST_API,
    AGGREGATOR,
    SINK,
    DATABASE,
    BALANCER;

    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
