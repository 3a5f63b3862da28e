package hakaru.cluster.fault;

import hakaru.cluster.Cluster;
import hakaru.cluster.node.Node;
import hakaru.cluster.node.Tier;
import hakaru.cluster.node.Wait;
import hakaru.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The topic {@code impressions} is deleted and made again, as an operator would do it: the APIs are stopped first, and all that
 * they have accepted is counted.
 */
record TopicMadeAgain(Cluster cluster) implements Fault {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static Fault draw(Draw draw) {
        return new TopicMadeAgain(draw.cluster());
    }

    @Override
    public String target() {
        return Topics.IMPRESSIONS;
    }

    @Override
    public Set<String> claims() {
        return cluster.all();
    }

    @Override
    public Duration length() {
        return Duration.ZERO;
    }

    @Override
    public void strike() throws Exception {
        apis().forEach(api -> api.terminate(LIMIT));
        Wait.until("all that was accepted is counted", LIMIT, cluster::hasCountedAll);
        cluster.kafka().delete(Topics.IMPRESSIONS);
        Wait.until("the topic is gone", LIMIT, () -> !cluster.kafka().exists(Topics.IMPRESSIONS));
    }

    @Override
    public void mend() {
        // The first to come makes the topic again.
        apis().forEach(Node::start);
    }

    private List<Node> apis() {
        return cluster.tier(Tier.INGEST_API);
    }
}
