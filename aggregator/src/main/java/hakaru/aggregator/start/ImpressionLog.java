package hakaru.aggregator.start;

import hakaru.aggregator.counting.RangeToRead;
import hakaru.aggregator.counting.SourceRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What Kafka keeps of the job: {@code impressions} is its changelog, and the last batch in {@code impression-counts} its
 * note of how far that is emitted.
 */
public interface ImpressionLog {
    /** Finds where each of the partitions starts; all of them take few round trips. */
    Map<Integer, Start> starts(Set<Integer> partitions);

    /**
     * Reads committed records in order. Bounded: of a long range only the head comes, but always some of it.
     *
     * @return a chunk for each partition
     */
    Map<Integer, Chunk> read(Map<Integer, RangeToRead> ranges);

    /** Reads committed records of ranges that may be long; each partition's in order. */
    void readAll(Map<Integer, RangeToRead> ranges, Consumer<SourceRecord> reader);

    /** The last committed batch in a partition of {@code impression-counts}, as it was emitted; empty when Kafka does not say. */
    Optional<byte[]> lastBatch(int partition);

    /**
     * The head of a range.
     *
     * @param beginning the first offset that Kafka still keeps
     * @param records all that there are up to {@code to}; other offsets hold no committed record
     */
    record Chunk(long beginning, List<SourceRecord> records, long to) {
        public Chunk {
            records = List.copyOf(records);
        }
    }
}
