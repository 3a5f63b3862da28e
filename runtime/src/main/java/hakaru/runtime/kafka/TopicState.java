package hakaru.runtime.kafka;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** A topic as Kafka describes it. */
record TopicState(TopicDescription description, Config settings) {
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
