package hakaru.cluster;

import hakaru.cluster.node.Node;
import hakaru.cluster.node.Tier;
import hakaru.contract.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.TopicPartition;

/**
 * Does what the runbook says, when counts do not come back by themselves: a broker that was killed while it ended a transaction
 * may leave it hanging for ever (KAFKA-20734). Remembers what had to be done.
 */
final class Operator {
    /** Our transactions end within 30 s. */
    private static final Duration HANGS = Duration.ofSeconds(45);

    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
    private static final List<String> TOPICS = List.of(Topics.IMPRESSION_COUNTS, "__consumer_offsets");

    private final Cluster cluster;
    private final List<String> done = new CopyOnWriteArrayList<>();

    Operator(Cluster cluster) {
        this.cluster = cluster;
    }

    List<String> done() {
        return done;
    }

    /** Stops the aggregators, aborts what hangs, and starts them again; without anything that hangs, nothing happens. */
    void abortHanging() throws InterruptedException {
        try {
            Map<TopicPartition, List<ProducerState>> hanging = hanging();
            if (hanging.isEmpty()) {
                return;
            }
            List<Node> aggregators = cluster.tier(Tier.AGGREGATOR);
            aggregators.forEach(aggregator -> aggregator.terminate(STOP_LIMIT));
            for (Map.Entry<TopicPartition, List<ProducerState>> entry : hanging.entrySet()) {
                for (ProducerState state : entry.getValue()) {
                    cluster.kafka().abort(entry.getKey(), state);
                    done.add("aborted a transaction that hung in " + entry.getKey());
                }
            }
            aggregators.forEach(Node::start);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            done.add("looked in vain for transactions that hang: " + e);
        }
    }

    private Map<TopicPartition, List<ProducerState>> hanging() throws Exception {
        Instant before = Clock.systemUTC().instant().minus(HANGS);
        Map<TopicPartition, List<ProducerState>> hanging = new HashMap<>();
        for (String topic : TOPICS) {
            hanging.putAll(cluster.kafka().openSince(topic, before));
        }
        return hanging;
    }
}
