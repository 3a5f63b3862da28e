package hakaru.runtime.kafka;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** A topic as Kafka describes it. */
record TopicState(TopicDescription description, Config settings) {
    /** Asks Kafka, in the order of the names; each question is bounded by the administrative client's own timeout. */
    static List<TopicState> read(Admin admin, List<String> names) throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> descriptions =
                admin.describeTopics(names).allTopicNames().get();
        List<ConfigResource> resources =
                names.stream().map(TopicState::resource).toList();
        Map<ConfigResource, Config> settings =
                admin.describeConfigs(resources).all().get();
        return names.stream()
                .map(name -> new TopicState(
                        Objects.requireNonNull(descriptions.get(name)),
                        Objects.requireNonNull(settings.get(resource(name)))))
                .toList();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    String name() {
        return description.name();
    }

    int partitions() {
        return description.partitions().size();
    }

    /** Of the partition that has the fewest. */
    int replicas() {
        return description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    String setting(String name) {
        return settings.get(name).value();
    }

    long number(String name) {
        return Long.parseLong(setting(name));
    }

    /** Partitions that take nothing, because too few of their replicas are in sync. */
    long partitionsBelowMinimum() {
        long minimum = number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        return description.partitions().stream()
                .filter(partition -> partition.isr().size() < minimum)
                .count();
    }
}
