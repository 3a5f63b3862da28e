package hakaru.aggregator.start;

import hakaru.aggregator.counting.RangeToRead;
import hakaru.aggregator.counting.RecordRules;
import hakaru.aggregator.counting.RecordRules.Countable;
import hakaru.aggregator.counting.RepeatWindow;
import hakaru.aggregator.counting.SourceRecord;
import hakaru.aggregator.start.ImpressionLog.Chunk;
import hakaru.aggregator.start.Start.Blocked;
import hakaru.aggregator.start.Start.Delayed;
import hakaru.aggregator.start.Start.Ready;
import hakaru.contract.RememberedIds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up where the tasks of one stream thread start, and what they have missed. One look-up serves all tasks that wait; it
 * is made when the first of them asks. It never blocks: a task that cannot start asks again. For one thread.
 */
public final class TaskStarts {
    private static final Logger LOG = LoggerFactory.getLogger(TaskStarts.class);

    /** Between two look-ups. */
    public static final Duration PAUSE = Duration.ofMillis(100);

    private final ImpressionLog log;
    private final WaitingPartitions waiting;
    private final Function<List<RememberedIds>, RepeatWindow> windows;
    private final Set<Integer> awaited = new TreeSet<>();
    private final Set<Integer> unnoted = new TreeSet<>();
    private final Map<Integer, Found> found = new HashMap<>();
    private long nextLookUp;

    /** Where a task starts, with the head of what it has missed, and the ids that are remembered there. */
    public record Found(Ready start, Optional<Chunk> missed, RepeatWindow window) {}

    /** @param windows makes one with the generations given, which are still empty */
    public TaskStarts(
            ImpressionLog log, WaitingPartitions waiting, Function<List<RememberedIds>, RepeatWindow> windows) {
        this.log = log;
        this.waiting = waiting;
        this.windows = windows;
    }

    /** Notes a partition that is ours from now on: no other owner emits to it any more. */
    public void await(int partition) {
        found.remove(partition);
        awaited.add(partition);
        unnoted.add(partition);
        nextLookUp = 0;
    }

    public void forget(int partition) {
        awaited.remove(partition);
        found.remove(partition);
        waiting.over(partition);
    }

    /**
     * Where the task starts, once that is known.
     *
     * @param now in milliseconds since 1970-01-01T00:00:00Z
     */
    public Optional<Found> of(int partition, long now) {
        if (awaited.contains(partition) && isTime(now)) {
            nextLookUp = now + PAUSE.toMillis();
            lookUp();
        }
        Optional<Found> start = Optional.ofNullable(found.remove(partition));
        start.filter(known -> known.start().emittedAt() > 0).ifPresent(known -> emitted(partition));
        return start;
    }

    /** Takes note that there is a last batch now, at the latest in the running transaction. */
    public void emitted(int partition) {
        unnoted.remove(partition);
    }

    /**
     * Whether the group may be told how far the partition is consumed. Without a last batch its offset is where a task starts,
     * so it must not pass what goes by before the start, nor what is pending after it.
     */
    public boolean mayCommit(int partition) {
        return !unnoted.contains(partition);
    }

    /** A clock that was set back puts nothing off. */
    private boolean isTime(long now) {
        return now >= nextLookUp || now < nextLookUp - PAUSE.toMillis();
    }

    private void lookUp() {
        Map<Integer, Ready> ready = new HashMap<>();
        log.starts(Set.copyOf(awaited)).forEach((partition, start) -> {
            if (start instanceof Ready at) {
                ready.put(partition, at);
            } else if (start instanceof Delayed delayed) {
                waiting.delayed(partition, delayed.reason());
            } else {
                waiting.blocked(partition, ((Blocked) start).reason());
            }
        });
        try {
            begin(ready);
        } catch (KafkaException e) {
            ready.keySet()
                    .forEach(partition ->
                            waiting.delayed(partition, "what it has missed could not be read: " + e.getMessage()));
        }
    }

    private void begin(Map<Integer, Ready> ready) {
        Map<Integer, RangeToRead> missed = new HashMap<>();
        ready.forEach((partition, start) -> missed.put(partition, start.missed()));
        missed.values().removeIf(RangeToRead::isEmpty);
        Map<Integer, Chunk> chunks = missed.isEmpty() ? Map.of() : log.read(missed);
        Map<Integer, RepeatWindow> remembered = remembered(ready);
        ready.forEach((partition, start) -> {
            awaited.remove(partition);
            waiting.over(partition);
            RepeatWindow window = Objects.requireNonNull(remembered.get(partition));
            found.put(partition, new Found(start, Optional.ofNullable(chunks.get(partition)), window));
        });
    }

    /** What a task remembers that was never away: the ids of the same records. */
    private Map<Integer, RepeatWindow> remembered(Map<Integer, Ready> ready) {
        Map<Integer, RepeatWindow> remembered = new HashMap<>();
        Map<Integer, RangeToRead> records = new HashMap<>();
        ready.forEach((partition, start) -> {
            RepeatWindow window = windows.apply(start.remembered());
            remembered.put(partition, window);
            records.put(partition, window.toRefill(start.emittedTo()));
        });
        records.values().removeIf(RangeToRead::isEmpty);
        if (!records.isEmpty()) {
            log.readAll(records, record -> refill(Objects.requireNonNull(remembered.get(record.partition())), record));
            LOG.info("The ids of {} are remembered again", records);
        }
        return remembered;
    }

    private static void refill(RepeatWindow window, SourceRecord record) {
        if (record.hasId() && RecordRules.read(record.value(), record.timestamp()) instanceof Countable impression) {
            window.refill(record, impression.ad());
        }
    }
}
