package hakaru.aggregator.counting;

import com.google.protobuf.CodedOutputStream;
import hakaru.aggregator.counting.RecordRules.Countable;
import hakaru.contract.Count;
import hakaru.contract.CountBatch;
import hakaru.contract.InvalidCount;
import hakaru.contract.Invalidity;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The counts per second and ad of one batch, which has not been emitted yet. Not safe for use by several threads. */
public final class PendingCounts {
    /** Bytes of a row besides its ad's name: four tags, three 64-bit varints, the lengths of the row and the name. */
    private static final int ROW_OVERHEAD = 4 + 3 * 10 + 2 * 2;

    /** The same of an invalid one, which has a reason. */
    private static final int INVALID_ROW_OVERHEAD = ROW_OVERHEAD + 1 + 10;

    private final Map<Long, Map<String, Tally>> seconds = new LinkedHashMap<>();
    private final Map<InvalidKey, Tally> invalid = new LinkedHashMap<>();
    private Map<String, Tally> latest = new HashMap<>();
    private long latestSecond = Long.MIN_VALUE;
    private int rows;
    private int bytes;
    private long impressions;
    private long rejected;
    private long repeated;

    private static final class Tally {
        private long impressions;
        private long valueSum;

        void add(long value) {
            impressions++;
            valueSum += value;
        }
    }

    private record InvalidKey(long second, String ad, int reason) {}

    public void add(Countable impression) {
        Tally tally = adsOf(impression.second()).get(impression.ad());
        if (tally == null) {
            tally = newRow(ROW_OVERHEAD, impression);
            latest.put(impression.ad(), tally);
        }
        tally.add(impression.value());
        impressions++;
        if (impression.invalid() != Invalidity.INVALIDITY_NONE_VALUE) {
            addInvalid(impression);
        }
    }

    private void addInvalid(Countable impression) {
        InvalidKey key = new InvalidKey(impression.second(), impression.ad(), impression.invalid());
        Tally tally = invalid.get(key);
        if (tally == null) {
            tally = newRow(INVALID_ROW_OVERHEAD, impression);
            invalid.put(key, tally);
        }
        tally.add(impression.value());
    }

    /** Most records are of the second before them: that map is kept at hand. */
    private Map<String, Tally> adsOf(long second) {
        if (second != latestSecond) {
            latestSecond = second;
            latest = seconds.computeIfAbsent(second, unused -> new HashMap<>());
        }
        return latest;
    }

    private Tally newRow(int overhead, Countable impression) {
        rows++;
        bytes += overhead + CodedOutputStream.computeStringSizeNoTag(impression.ad());
        return new Tally();
    }

    /** Different pairs of second and ad, and what of them is invalid, by reason. */
    public int rows() {
        return rows;
    }

    /** No less than what the rows take in a batch. */
    public int bytes() {
        return bytes;
    }

    /** Impressions in all rows together. */
    public long impressions() {
        return impressions;
    }

    public OptionalLong oldestSecond() {
        return seconds.keySet().stream().mapToLong(Long::longValue).min();
    }

    /** Notes a record that is in no row. */
    public void reject() {
        rejected++;
    }

    /** Notes a record that is in no row, because another one of the same id is. */
    public void repeat() {
        repeated++;
    }

    public long repeated() {
        return repeated;
    }

    public boolean isEmpty() {
        return impressions == 0 && rejected == 0 && repeated == 0;
    }

    /** Writes all rows into their batch. */
    public void writeTo(CountBatch.Builder batch) {
        batch.setRejected(rejected).setRepeated(repeated);
        seconds.forEach((second, ads) -> ads.forEach((ad, tally) -> batch.addCounts(Count.newBuilder()
                .setSecond(second)
                .setAd(ad)
                .setImpressions(tally.impressions)
                .setValueSum(tally.valueSum))));
        invalid.forEach((key, tally) -> batch.addInvalid(InvalidCount.newBuilder()
                .setSecond(key.second())
                .setAd(key.ad())
                .setReasonValue(key.reason())
                .setImpressions(tally.impressions)
                .setValueSum(tally.valueSum)));
    }
}
