package hakaru.aggregator;

import hakaru.aggregator.kafka.Answers;
import hakaru.contract.Topics;
import hakaru.runtime.StartException;
import hakaru.runtime.kafka.KafkaConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises the number of partitions while everything runs: of {@code impressions} last, so that what is accepted there can be
 * counted at once. Done again, it does what is left to do.
 */
final class MorePartitions {
    private static final Logger LOG = LoggerFactory.getLogger(MorePartitions.class);
    private static final int MOST = 1_000;
    private static final int LOOKS = 60;
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** In the order in which they grow. */
    private static final List<String> TOPICS =
            List.of(Topics.IMPRESSIONS_REJECTED, Topics.IMPRESSION_COUNTS, Topics.IMPRESSIONS);

    private MorePartitions() {}

    /**
     * Reads {@code partitions N}.
     *
     * @throws StartException when it is anything else
     */
    static int number(List<String> arguments) {
        String number = arguments.size() == 1 ? arguments.get(0) : "";
        if (!number.matches("[1-9][0-9]{0,3}") || Integer.parseInt(number) > MOST) {
            throw new StartException("usage: partitions N, with N from 1 to " + MOST);
        }
        return Integer.parseInt(number);
    }

    /**
     * Raises all topics to {@code partitions}, and looks whether they are.
     *
     * @throws StartException when that would take partitions away, or when Kafka refuses; it says how far it has come
     */
    static void raise(KafkaConfig kafka, int partitions) throws InterruptedException {
        try (Admin admin = kafka.admin("aggregator-partitions")) {
            List<String> names = TOPICS.stream().map(kafka::topic).toList();
            Map<String, TopicDescription> before = describe(admin, names);
            LOG.info("The topics have {} partitions", sizes(names, before));
            for (String name : smaller(sizes(names, before), partitions)) {
                raise(admin, name, partitions);
            }
            requireSame(before, describe(admin, names));
            LOG.info(
                    "{} have {} partitions each; a running pipeline takes them up within half a minute",
                    names,
                    partitions);
        } catch (KafkaException e) {
            throw new StartException(
                    "the partitions could not be raised; do it again when this is over: " + e.getMessage(), e);
        }
    }

    /**
     * The topics that are to grow.
     *
     * @param sizes partitions of each topic, in the order in which they grow
     * @throws StartException when a topic has more
     */
    static List<String> smaller(Map<String, Integer> sizes, int partitions) {
        List<String> smaller = new ArrayList<>();
        sizes.forEach((name, size) -> {
            if (size > partitions) {
                throw new StartException(name + " has " + size + " partitions, which cannot become " + partitions
                        + ": Kafka takes none away. Nothing was changed; ask for at least "
                        + Collections.max(sizes.values()));
            }
            if (size < partitions) {
                smaller.add(name);
            }
        });
        return smaller;
    }

    /** Ends when the brokers know it: the next topic may rely on this one. */
    private static void raise(Admin admin, String name, int partitions) throws InterruptedException {
        Answers.await(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions)))
                .all());
        List<String> only = List.of(name);
        for (int look = 0; !sizes(only, describe(admin, only)).containsValue(partitions); look++) {
            if (look == LOOKS) {
                throw new StartException(name + " was raised to " + partitions + " partitions, but Kafka does not show"
                        + " them; do it again when it does");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        }
        LOG.info("Raised {} to {} partitions", name, partitions);
    }

    private static Map<String, TopicDescription> describe(Admin admin, List<String> names) {
        return Answers.await(admin.describeTopics(names).allTopicNames());
    }

    private static Map<String, Integer> sizes(List<String> names, Map<String, TopicDescription> topics) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        names.forEach(
                name -> sizes.put(name, Answers.of(topics, name).partitions().size()));
        return sizes;
    }

    private static void requireSame(Map<String, TopicDescription> before, Map<String, TopicDescription> after) {
        before.forEach((name, topic) -> {
            if (!topic.topicId().equals(Answers.of(after, name).topicId())) {
                throw new StartException(name + " was deleted and created again meanwhile: follow \"A topic was created"
                        + " again\" in the runbook");
            }
        });
    }
}
