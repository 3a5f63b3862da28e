package hakaru.aggregator.kafka;

import hakaru.aggregator.start.Start.Extent;
import hakaru.contract.Groups;
import hakaru.contract.Topics;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that a dead owner left open in {@code impression-counts}: what was committed behind one of them
 * cannot be read. A transaction whose commit is on its way ends by itself in milliseconds; any other one would last until
 * Kafka's time-out. It is fenced, which can only make its owner start anew: a partition that is ours has no other owner.
 */
public final class OpenTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(OpenTransactions.class);

    /** A commit that is on its way is over by then. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    /** Of all waiting here: it is a stream thread that waits. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final KafkaConfig kafka;
    private final String counts;

    public OpenTransactions(KafkaConfig kafka) {
        this.kafka = kafka;
        this.counts = kafka.topic(Topics.IMPRESSION_COUNTS);
    }

    /** Returns how far the partitions reach, once no transaction is open there, or after a second at most. */
    Map<Integer, Extent> end(TopicFacts topics, Set<Integer> partitions) {
        long begin = System.nanoTime();
        Map<Integer, Extent> extents = new HashMap<>(topics.extents(counts, partitions));
        boolean fenced = false;
        Set<Integer> open = open(extents);
        while (!open.isEmpty() && System.nanoTime() - begin < LIMIT.toNanos()) {
            if (!fenced && System.nanoTime() - begin > PATIENCE.toNanos()) {
                fence(topics.admin(), open);
                fenced = true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            extents.putAll(topics.extents(counts, open));
            open = open(extents);
        }
        return extents;
    }

    private static Set<Integer> open(Map<Integer, Extent> extents) {
        Map<Integer, Extent> open = new HashMap<>(extents);
        open.values().removeIf(extent -> !extent.hasOpenTransaction());
        return open.keySet();
    }

    /** Ends those of the partitions' former owner: every transaction that has their offsets has batches of theirs. */
    public void endOf(Set<TopicPartition> impressions) {
        Admin admin = kafka.admin("aggregator-start");
        try {
            int partitions = new TopicFacts(admin, kafka).partitions(counts);
            fence(
                    admin,
                    impressions.stream()
                            .map(TopicPartition::partition)
                            .filter(partition -> partition < partitions)
                            .collect(Collectors.toSet()));
        } catch (KafkaException e) {
            LOG.warn("Cannot see which transactions hold back the offsets of {}: {}", impressions, e.getMessage());
        } finally {
            admin.close(LIMIT);
        }
    }

    /** Without the rights for it, Kafka's time-out ends them. */
    private void fence(Admin admin, Set<Integer> numbers) {
        Set<TopicPartition> partitions = TopicFacts.of(counts, numbers);
        try {
            Set<String> transactions = transactionsOf(admin, producersIn(admin, partitions));
            if (transactions.isEmpty()) {
                return;
            }
            LOG.info("Ending the open transactions {} of former owners of {}", transactions, partitions);
            Answers.await(admin.fenceProducers(transactions).all());
        } catch (KafkaException e) {
            LOG.warn(
                    "Cannot end the transactions that are open in {}; Kafka will, in time: {}",
                    partitions,
                    e.getMessage());
        }
    }

    private static Set<Long> producersIn(Admin admin, Set<TopicPartition> partitions) {
        return Answers.await(admin.describeProducers(partitions).all()).values().stream()
                .flatMap(state -> state.activeProducers().stream())
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .map(producer -> producer.producerId())
                .collect(Collectors.toSet());
    }

    /** Only the aggregator's own: a stranger's transaction is not ours to end. */
    private Set<String> transactionsOf(Admin admin, Set<Long> producers) {
        if (producers.isEmpty()) {
            return Set.of();
        }
        var options = new ListTransactionsOptions().filterProducerIds(producers);
        return Answers.await(admin.listTransactions(options).all()).stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(kafka.topic(Groups.AGGREGATOR)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
