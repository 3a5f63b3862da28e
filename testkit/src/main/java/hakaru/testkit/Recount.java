package hakaru.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.contract.Impression;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts the records of {@code impressions} in the plainest way there is: what every other count is compared with. All
 * records of an id are taken to lie within the aggregator's window.
 */
public final class Recount {
    private final SortedMap<Row, Sums> rows = new TreeMap<>();
    private final Set<String> ids = new HashSet<>();
    private long repeated;

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
            boolean isRepeat =
                    record.key() != null && !ids.add(new String(record.key(), US_ASCII) + ' ' + impression.getAd());
            if (isRepeat) {
                repeated++;
                return;
            }
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

    /** Records of an ad and id that came before. */
    public long repeated() {
        return repeated;
    }

    public long impressions() {
        return rows.values().stream().mapToLong(Sums::impressions).sum();
    }
}
