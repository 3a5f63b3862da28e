package hakaru.aggregator.combiner;

import hakaru.aggregator.counting.RecordRules;
import hakaru.aggregator.start.ImpressionLog;
import hakaru.aggregator.start.TaskStarts;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What all tasks of a process share.
 *
 * @param keepEvery how old the last batch of a partition may get
 * @param topicId of {@code impressions}, as it was seen last
 * @param ofThread gives the parts of the stream thread that calls
 */
public record JobParts(
        FlushConfig flush,
        RecordRules rules,
        ImpressionLog log,
        AggregatorMetrics metrics,
        Duration keepEvery,
        Supplier<String> topicId,
        Supplier<ThreadParts> ofThread,
        boolean acceptLoss) {
    /** What the tasks of one stream thread share. */
    public record ThreadParts(FlushPace pace, TaskStarts starts) {}
}
