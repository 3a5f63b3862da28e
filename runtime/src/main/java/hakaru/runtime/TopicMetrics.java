package hakaru.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Tells what is wrong with topics, and nothing once Kafka does not describe them. Safe for use by several threads. */
final class TopicMetrics {
    private final MultiGauge unfit;
    private final MultiGauge belowMinimum;
    private volatile boolean known;

    TopicMetrics(MeterRegistry registry) {
        unfit = MultiGauge.builder("hakaru.topic.unfit.settings")
                .description("Settings of the topic with which counts may be lost; 0 is healthy. NaN when unknown")
                .register(registry);
        belowMinimum = MultiGauge.builder("hakaru.topic.partitions.below.min.isr")
                .description("Partitions that take no record, because fewer replicas are in sync than"
                        + " min.insync.replicas; 0 is healthy. NaN when unknown")
                .register(registry);
    }

    void seen(TopicStates topics, TopicRules rules) {
        known = true;
        TopicState input = topics.input();
        register(
                unfit,
                topics,
                topic -> rules.problems(topic, input).size()
                        + rules.raiseNeeded(topic, input).stream().count());
        register(belowMinimum, topics, TopicState::partitionsBelowMinimum);
    }

    void unseen() {
        known = false;
    }

    private void register(MultiGauge gauge, TopicStates topics, ToDoubleFunction<TopicState> number) {
        List<Row<?>> rows = new ArrayList<>();
        for (TopicState topic : topics.topics()) {
            double value = number.applyAsDouble(topic);
            rows.add(Row.of(Tags.of("topic", topic.name()), () -> known ? value : Double.NaN));
        }
        gauge.register(rows, true);
    }
}
