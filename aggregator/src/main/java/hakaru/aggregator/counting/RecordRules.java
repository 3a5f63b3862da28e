package hakaru.aggregator.counting;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.contract.AdProblem;
import hakaru.contract.Impression;
import hakaru.contract.ImpressionValue;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record must be like to be counted. Immutable.
 *
 * @param retention how long Kafka keeps impressions; an older timestamp is wrong
 */
public record RecordRules(Duration retention) {
    /** How far an API's clock may be ahead of this process's. */
    private static final Duration FURTHEST_AHEAD = Duration.ofMinutes(5);

    private static final long MILLIS = 1_000;

    public RecordRules {
        if (retention.toMillis() <= 0) {
            throw new IllegalArgumentException("records are kept for a time, not for " + retention);
        }
    }

    /** Whether a record can be counted: what to count, or why not. */
    public sealed interface Outcome {}

    /**
     * A record to count.
     *
     * @param second of its receipt, since 1970-01-01T00:00:00Z
     * @param invalid the number of an {@link hakaru.contract.Invalidity}; also one that only a newer release knows
     */
    public record Countable(long second, String ad, long value, int invalid) implements Outcome {}

    /** Why a record cannot be counted, now or ever; the set is small, because it labels a metric. */
    public enum Reason implements Outcome {
        UNDECODABLE,
        AD,
        VALUE,
        FUTURE,
        EXPIRED
    }

    /** What is wrong with a timestamp, if anything is. */
    public Optional<Reason> untimely(long timestamp, long now) {
        if (timestamp > now + FURTHEST_AHEAD.toMillis()) {
            return Optional.of(Reason.FUTURE);
        }
        return timestamp < now - retention.toMillis() ? Optional.of(Reason.EXPIRED) : Optional.empty();
    }

    /** For records that are read again: they may have aged since they were read first. */
    public RecordRules patient() {
        return new RecordRules(retention.multipliedBy(2));
    }

    /** Checks all but the time, which no clock changes: who reads a record again comes to the same. */
    public static Outcome read(byte @Nullable [] value, long timestamp) {
        if (value == null) {
            return Reason.UNDECODABLE;
        }
        try {
            return read(Impression.parseFrom(value), timestamp);
        } catch (InvalidProtocolBufferException e) {
            return Reason.UNDECODABLE;
        }
    }

    private static Outcome read(Impression impression, long timestamp) {
        if (AdProblem.in(impression.getAd()).isPresent()) {
            return Reason.AD;
        }
        if (!ImpressionValue.isValid(impression.getValue())) {
            return Reason.VALUE;
        }
        return new Countable(
                Math.floorDiv(timestamp, MILLIS),
                impression.getAd(),
                impression.getValue(),
                impression.getInvalidValue());
    }
}
