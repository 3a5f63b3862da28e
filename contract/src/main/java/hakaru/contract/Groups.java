package hakaru.contract;

import java.util.Map;

/** Names of the Kafka consumer groups, each the one reader of a topic. A deployment may put one prefix before them. */
public final class Groups {
    public static final String AGGREGATOR = "hakaru-aggregator";
    public static final String SINK = "hakaru-sink";

    /** Which topic a group reads. */
    public static final Map<String, String> TOPICS =
            Map.of(AGGREGATOR, Topics.IMPRESSIONS, SINK, Topics.IMPRESSION_COUNTS);

    private Groups() {}
}
