package hakaru.aggregator;

import com.google.protobuf.InvalidProtocolBufferException;
import hakaru.aggregator.Verdict.Countable;
import hakaru.aggregator.Verdict.Reason;
import hakaru.aggregator.Verdict.Rejected;
import hakaru.contract.AdProblem;
import hakaru.contract.Impression;
import hakaru.contract.ImpressionValue;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a record can be counted. Immutable.
 *
 * @param furthestAhead how far a clock may be ahead of ours
 * @param retention how long Kafka keeps impressions; an older timestamp is wrong
 */
record Judge(Duration furthestAhead, Duration retention) {
    private static final long MILLIS = 1_000;

    /**
     * Judges a record.
     *
     * @param timestamp of the record and {@code now}, both in milliseconds since 1970-01-01T00:00:00Z
     */
    Verdict judge(byte @Nullable [] value, long timestamp, long now) {
        return untimely(timestamp, now).<Verdict>map(Rejected::new).orElseGet(() -> read(value, timestamp));
    }

    /** What is wrong with a timestamp, if anything is. */
    Optional<Reason> untimely(long timestamp, long now) {
        if (timestamp > now + furthestAhead.toMillis()) {
            return Optional.of(Reason.FUTURE);
        }
        return timestamp < now - retention.toMillis() ? Optional.of(Reason.EXPIRED) : Optional.empty();
    }

    /** For records that are read again: they may have aged since they were judged first. */
    Judge patient() {
        return new Judge(furthestAhead, retention.multipliedBy(2));
    }

    /** Judges all but the time, which no clock changes: who reads a record again comes to the same. */
    static Verdict read(byte @Nullable [] value, long timestamp) {
        if (value == null) {
            return new Rejected(Reason.UNDECODABLE);
        }
        try {
            return read(Impression.parseFrom(value), timestamp);
        } catch (InvalidProtocolBufferException e) {
            return new Rejected(Reason.UNDECODABLE);
        }
    }

    private static Verdict read(Impression impression, long timestamp) {
        if (AdProblem.in(impression.getAd()).isPresent()) {
            return new Rejected(Reason.AD);
        }
        if (!ImpressionValue.isValid(impression.getValue())) {
            return new Rejected(Reason.VALUE);
        }
        return new Countable(Math.floorDiv(timestamp, MILLIS), impression.getAd(), impression.getValue());
    }
}
