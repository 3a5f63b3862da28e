package hakaru.testkit;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.contract.Impression;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts the records of {@code impressions} in the plainest way there is: what every other count is compared with. */
public final class Recount {
    private final SortedMap<Row, Sums> rows = new TreeMap<>();

    /** One row of the database. */
    public record Row(long second, String ad) implements Comparable<Row> {
        @Override
        public int compareTo(Row other) {
            int bySecond = Long.compare(second, other.second);
            return bySecond != 0 ? bySecond : ad.compareTo(other.ad);
        }
    }

    /** What one row adds up to. */
    public record Sums(long impressions, long valueSum) {
        Sums plus(Sums other) {
            return new Sums(impressions + other.impressions, valueSum + other.valueSum);
        }
    }

    /** Counts a topic as it stands; what cannot be decoded is left out. */
    public static Recount of(String bootstrapServers, String topic) {
        Recount recount = new Recount();
        TopicRecords.all(bootstrapServers, topic).forEach(recount::addRecord);
        return recount;
    }

    private void addRecord(ConsumerRecord<byte[], byte[]> record) {
        try {
            Impression impression = Impression.parseFrom(record.value());
            add(new Row(record.timestamp() / 1_000, impression.getAd()), new Sums(1, impression.getValue()));
        } catch (InvalidProtocolBufferException undecodable) {
            // The pipeline rejects it too.
        }
    }

    public void add(Row row, Sums sums) {
        rows.merge(row, sums, Sums::plus);
    }

    /** Different seconds and ads, in the order of the database's key. */
    public SortedMap<Row, Sums> rows() {
        return rows;
    }

    public long impressions() {
        return rows.values().stream().mapToLong(Sums::impressions).sum();
    }
}
