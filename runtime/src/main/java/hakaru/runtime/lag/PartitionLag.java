package hakaru.runtime.lag;

import hakaru.runtime.lag.FirstRecords.FirstRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a group is behind on one partition.
 *
 * @param records offsets from the oldest unread record to the end; transaction markers between them count
 * @param age of the oldest unread record; zero when there is none
 * @param overtaken offsets that Kafka deleted before the group read them
 */
record PartitionLag(long records, Duration age, long overtaken) {
    /**
     * A record from the future has age zero.
     *
     * @param first empty when nothing but transaction markers is unread
     */
    static PartitionLag of(Unread unread, Optional<FirstRecord> first, Instant now) {
        long records = first.map(record -> unread.end() - record.offset()).orElse(0L);
        Duration age = first.map(record -> Duration.between(record.timestamp(), now))
                .filter(between -> !between.isNegative())
                .orElse(Duration.ZERO);
        return new PartitionLag(Math.max(0, records), age, unread.overtaken());
    }
}
