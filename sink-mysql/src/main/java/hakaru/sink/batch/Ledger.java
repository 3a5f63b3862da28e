package hakaru.sink.batch;

import hakaru.runtime.kafka.TopicOffsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Remembers what MySQL's ledger said when it was read, and what was committed since. For one thread. */
public final class Ledger {
    private static final Pattern POSITION = Pattern.compile("(.+)/(0|[1-9]\\d{0,8})/(\\d{1,18})");

    /** Names a row: one partition of one {@code impressions} topic, which has the id Kafka gave it. */
    public record Key(String topicId, int partition) implements Comparable<Key> {
        /** All sinks lock rows in this order, so that two of them never wait for each other. */
        private static final Comparator<Key> ORDER =
                Comparator.comparingInt(Key::partition).thenComparing(Key::topicId);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * Says how far a partition is counted.
     *
     * @param countedTo the first offset of {@code impressions} that is not counted yet
     * @param countsPosition the next offset to read in {@code impression-counts}
     */
    public record Row(Key key, long countedTo, long countsPosition, Optional<Instant> latestSecond) {}

    /**
     * A row that once stood further: the database was restored, or taken over by a server that lacks the newest transactions.
     *
     * @param knownTo how far the row has been known to be counted
     * @param countedTo how far it is counted now
     */
    public record Fallback(Key key, long knownTo, long countedTo) {
        @Override
        public String toString() {
            return "partition %d from %d to %d".formatted(key.partition(), knownTo, countedTo);
        }
    }

    private final Map<Key, Row> rows = new HashMap<>();
    private final Map<Integer, Long> countsPositions = new HashMap<>();

    /** Takes the rows in the order in which they last moved. */
    public Ledger(Collection<Row> rows) {
        rows.forEach(this::put);
    }

    private void put(Row row) {
        rows.put(row.key(), row);
        countsPositions.put(row.key().partition(), row.countsPosition());
    }

    /** A partition without a row is counted up to 0: the first batch of a topic must begin there. */
    public long countedTo(Key key) {
        Row row = rows.get(key);
        return row == null ? 0 : row.countedTo();
    }

    /** The next offset to read in a partition of {@code impression-counts}: that of the row which moved last. */
    public OptionalLong countsPosition(int partition) {
        Long position = countsPositions.get(partition);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The partitions that stand elsewhere in {@code newer}, in either topic. */
    public Set<Integer> movedIn(Ledger newer) {
        Set<Key> keys = new HashSet<>(rows.keySet());
        keys.addAll(newer.rows.keySet());
        return keys.stream()
                .filter(key -> countedTo(key) != newer.countedTo(key)
                        || !countsPosition(key.partition()).equals(newer.countsPosition(key.partition())))
                .map(Key::partition)
                .collect(Collectors.toSet());
    }

    /** The rows that stand before where this ledger has them, in partition order. */
    public List<Fallback> fallbacksIn(Ledger newer) {
        return rows.values().stream()
                .map(row -> new Fallback(row.key(), row.countedTo(), newer.countedTo(row.key())))
                .filter(fallback -> fallback.countedTo() < fallback.knownTo())
                .sorted(Comparator.comparing(Fallback::key))
                .toList();
    }

    public Optional<Instant> latestSecond() {
        return rows.values().stream()
                .flatMap(row -> row.latestSecond().stream())
                .max(Comparator.naturalOrder());
    }

    /** How far each row is counted, in the words of a receipt, {@code topicId/partition/offset}, and in their order. */
    public List<String> positions() {
        return rows.values().stream()
                .map(row -> row.key().topicId() + "/" + row.key().partition() + "/" + row.countedTo())
                .sorted()
                .toList();
    }

    /** Whether this ledger has come to where another one stood, as {@link #positions} says it; to no text else it has. */
    public boolean hasReached(String position) {
        Matcher parts = POSITION.matcher(position);
        return parts.matches()
                && countedTo(new Key(parts.group(1), Integer.parseInt(parts.group(2))))
                        >= Long.parseLong(parts.group(3));
    }

    /** How many records of each partition before these ends are not counted. */
    public Map<Integer, Long> uncounted(TopicOffsets ends) {
        Map<Integer, Long> uncounted = new TreeMap<>(ends.byPartition());
        uncounted.replaceAll((partition, end) -> Math.max(0, end - countedTo(new Key(ends.topicId(), partition))));
        return uncounted;
    }

    boolean hasReached(TopicOffsets ends) {
        return uncounted(ends).values().stream().allMatch(records -> records == 0);
    }

    /** Takes over the rows that stand further in {@code other}. */
    public void raiseTo(Ledger other) {
        other.rows.values().stream()
                .filter(row -> row.countedTo() > countedTo(row.key()))
                .forEach(this::put);
    }

    /** Notes a step that MySQL has committed. */
    public void advance(ReceivedBatch step) {
        put(new Row(step.key(), step.range().to(), step.countsPosition(), step.latestSecond()));
    }
}
