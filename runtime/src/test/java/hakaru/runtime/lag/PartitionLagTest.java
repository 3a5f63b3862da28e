package hakaru.runtime.lag;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.runtime.lag.FirstRecords.FirstRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionLagTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void shouldCountFromTheOldestUnreadRecordAndTellItsAge() {
        PartitionLag lag = PartitionLag.of(new Unread(40, 10, 100), record(40, NOW.minusSeconds(90)), NOW);

        assertThat(lag).isEqualTo(new PartitionLag(60, Duration.ofSeconds(90), 0));
    }

    @Test
    void shouldNotCountMarkersBeforeTheOldestUnreadRecord() {
        PartitionLag lag = PartitionLag.of(new Unread(40, 10, 100), record(42, NOW), NOW);

        assertThat(lag.records()).isEqualTo(58);
    }

    @Test
    void shouldBeNothingWhenOnlyMarkersAreUnread() {
        PartitionLag lag = PartitionLag.of(new Unread(99, 10, 100), Optional.empty(), NOW);

        assertThat(lag).isEqualTo(new PartitionLag(0, Duration.ZERO, 0));
    }

    @Test
    void shouldTellWhatKafkaDeletedUnread() {
        Unread unread = new Unread(40, 70, 100);

        assertThat(unread.from()).isEqualTo(70);
        assertThat(PartitionLag.of(unread, record(70, NOW.minusSeconds(5)), NOW))
                .isEqualTo(new PartitionLag(30, Duration.ofSeconds(5), 30));
    }

    @Test
    void shouldBeginWithTheOldestRecordWhenNothingWasCommitted() {
        Unread unread = new Unread(70, 70, 100);

        assertThat(unread.from()).isEqualTo(70);
        assertThat(unread.overtaken()).isZero();
        assertThat(unread.isEmpty()).isFalse();
    }

    @Test
    void shouldTakeARecordFromTheFutureForANewOne() {
        PartitionLag lag = PartitionLag.of(new Unread(0, 0, 1), record(0, NOW.plusSeconds(60)), NOW);

        assertThat(lag).isEqualTo(new PartitionLag(1, Duration.ZERO, 0));
    }

    @Test
    void shouldNotBeNegativeWhenTheGroupIsAheadOfWhatWasSeen() {
        assertThat(new Unread(101, 0, 100).isEmpty()).isTrue();
        assertThat(PartitionLag.of(new Unread(98, 0, 100), record(103, NOW), NOW)
                        .records())
                .isZero();
    }

    private static Optional<FirstRecord> record(long offset, Instant timestamp) {
        return Optional.of(new FirstRecord(offset, timestamp));
    }
}
