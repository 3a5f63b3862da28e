package hakaru.runtime.kafka;

import hakaru.runtime.management.GaugeFamily;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;

/** Tells what is wrong with topics, and nothing once Kafka does not describe them. Safe for use by several threads. */
final class TopicMetrics {
    private final GaugeFamily<String, Long> unfit;
    private final GaugeFamily<String, Long> belowMinimum;
    private volatile boolean known;

    TopicMetrics(MeterRegistry registry) {
        unfit = family(
                registry,
                "hakaru.topic.unfit.settings",
                "Settings of the topic with which counts may be lost; 0 is healthy. NaN when unknown");
        belowMinimum = family(
                registry,
                "hakaru.topic.partitions.below.min.isr",
                "Partitions that take no record, because fewer replicas are in sync than min.insync.replicas;"
                        + " 0 is healthy. NaN when unknown");
    }

    private GaugeFamily<String, Long> family(MeterRegistry registry, String name, String description) {
        return new GaugeFamily<>(
                MultiGauge.builder(name).description(description),
                registry,
                topic -> Tags.of("topic", topic),
                value -> known ? value : Double.NaN);
    }

    void seen(TopicStates topics, TopicRules rules) {
        TopicState input = topics.input();
        Map<String, Long> problems = new HashMap<>();
        Map<String, Long> below = new HashMap<>();
        for (TopicState topic : topics.topics()) {
            problems.put(
                    topic.name(),
                    rules.problems(topic, input).size()
                            + rules.raiseNeeded(topic, input).stream().count());
            below.put(topic.name(), topic.partitionsBelowMinimum());
        }
        unfit.set(problems);
        belowMinimum.set(below);
        known = true;
    }

    void unseen() {
        known = false;
    }
}
