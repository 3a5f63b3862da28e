package hakaru.aggregator.start;

import hakaru.aggregator.counting.RangeToRead;
import hakaru.contract.CountBatch;
import hakaru.contract.RememberedIds;
import java.util.List;
import java.util.Optional;

/** Where a task starts, or why it cannot yet. */
public sealed interface Start {
    /**
     * It can.
     *
     * @param topicId the id Kafka gave {@code impressions}
     * @param emittedTo the records before this offset are in batches
     * @param emittedAt when the last batch was emitted, in milliseconds since 1970-01-01T00:00:00Z; 0 if there is none
     * @param beginning the first record that Kafka still keeps
     * @param consumedTo where Streams began to read: the group's committed offset, or the beginning
     * @param remembered whose ids are remembered at {@code emittedTo}
     */
    record Ready(
            String topicId,
            long emittedTo,
            long emittedAt,
            long beginning,
            long consumedTo,
            List<RememberedIds> remembered)
            implements Start {
        /** What Streams will not hand over, because it was consumed without being emitted. */
        RangeToRead missed() {
            return new RangeToRead(Math.max(emittedTo, beginning), consumedTo);
        }
    }

    /** Not yet; it passes by itself. */
    record Delayed(String reason) implements Start {}

    /** Not before somebody does what the reason says. */
    record Blocked(String reason) implements Start {}

    /**
     * What Kafka says of one partition.
     *
     * @param topicId the id of {@code impressions}
     * @param impressions of the partition of {@code impressions}
     * @param consumed the group's committed offset
     * @param counts of the partition of the same number of {@code impression-counts}
     * @param last the last committed batch there
     */
    record Facts(
            String topicId,
            int partition,
            Extent impressions,
            Optional<Long> consumed,
            Extent counts,
            Optional<LastBatch> last) {}

    /**
     * How far a partition reaches.
     *
     * @param stable the first offset that a transaction still holds back, or the end
     * @param end the offset after the last record
     */
    record Extent(long beginning, long stable, long end) {
        public boolean hasOpenTransaction() {
            return stable < end;
        }
    }

    /**
     * A batch, without its counts.
     *
     * @param timestamp in milliseconds since 1970-01-01T00:00:00Z
     */
    record LastBatch(String topicId, long toOffset, long timestamp, List<RememberedIds> remembered) {
        public static LastBatch of(CountBatch batch, long timestamp) {
            return new LastBatch(batch.getTopicId(), batch.getToOffset(), timestamp, batch.getRememberedList());
        }
    }

    /** Concludes from what Kafka says. Only the owner of a partition emits to it, so a stable end cannot move. */
    static Start of(Facts facts) {
        if (facts.counts().hasOpenTransaction()) {
            return new Delayed("a transaction of the former owner is open in impression-counts-" + facts.partition());
        }
        Optional<Long> emittedTo = emittedTo(facts);
        if (emittedTo.isEmpty()) {
            return new Blocked(
                    "impression-counts-" + facts.partition() + " has lost its last batch by retention, and the"
                            + " group has no offset for impressions-" + facts.partition()
                            + ": set the group's offset to counted_to of the partition's row in MySQL's ledger");
        }
        if (facts.impressions().stable() < emittedTo.get()) {
            return new Delayed("impressions-" + facts.partition() + " ends at offset "
                    + facts.impressions().stable() + ", but was counted up to " + emittedTo.get()
                    + ": the broker lost records, or is still catching up");
        }
        return new Ready(
                facts.topicId(),
                emittedTo.get(),
                facts.last().map(LastBatch::timestamp).orElse(0L),
                facts.impressions().beginning(),
                consumedTo(facts),
                remembered(facts));
    }

    private static List<RememberedIds> remembered(Facts facts) {
        return facts.last()
                .filter(last -> last.topicId().equals(facts.topicId()))
                .map(LastBatch::remembered)
                .orElse(List.of());
    }

    /**
     * "No batch" means offset 0 only where none can have been deleted. Where one was, the partition had long been quiet,
     * and the group's offset is where it ended; if something was pending even so, the ledger shows a gap.
     */
    private static Optional<Long> emittedTo(Facts facts) {
        if (facts.last().isPresent()) {
            LastBatch last = facts.last().get();
            return Optional.of(last.topicId().equals(facts.topicId()) ? last.toOffset() : 0L);
        }
        return facts.counts().beginning() == 0 ? Optional.of(0L) : facts.consumed();
    }

    /** Past the end: left from a topic of the same name. Streams begins anew there, too. */
    private static long consumedTo(Facts facts) {
        long beginning = facts.impressions().beginning();
        long consumed = facts.consumed().orElse(beginning);
        return consumed > facts.impressions().stable() ? beginning : consumed;
    }
}
