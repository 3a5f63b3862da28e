package hakaru.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.ingest.producer.AckTimes;
import hakaru.ingest.producer.Unavailability;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final AckTimes TIMES = new AckTimes(Duration.ofSeconds(5));
    private static final long STALL = TIMES.stall().toNanos();
    private static final long SOON = Duration.ofMillis(5).toNanos();
    private static final long LATE = TIMES.late().toNanos() + 1;
    private static final int MAX = 8_000;

    private final Admission admission = new Admission(MAX, TIMES);

    @Test
    void shouldAdmitAsManyAsThereIsRoomFor() {
        assertThat(admitted()).isEqualTo(MAX);
        assertThat(admission.unavailability(0)).contains(Unavailability.OVERLOADED);

        admission.answered();

        assertThat(admission.unavailability(0)).isEmpty();
    }

    @Test
    void shouldAdmitNothingWhileTheOldestIsTooOld() {
        assertThat(admission.unavailability(STALL - 1)).isEmpty();
        assertThat(admission.unavailability(STALL)).contains(Unavailability.STALLED);
    }

    @Test
    void shouldAdmitProbesAfterAStall() {
        admission.unavailability(STALL);

        assertThat(admitted()).isEqualTo(Admission.PROBES);
        assertThat(admission.unavailability(0)).contains(Unavailability.STALLED);
    }

    /** Its id lets it go to one partition only: that one's broker may be away while the others take all the rest. */
    @Test
    void shouldNotAdmitWhatIsBoundToAStalledPartitionWithoutThrottlingTheOthers() {
        PartitionQueue away = new PartitionQueue(0);
        away.began(0);

        assertThat(admission.unavailabilityOfBound(away, STALL - 1)).isEmpty();
        assertThat(admission.unavailabilityOfBound(away, STALL)).contains(Unavailability.STALLED);
        assertThat(admitted()).isEqualTo(MAX);
        assertThat(admission.unavailabilityOfBound(new PartitionQueue(1), STALL))
                .contains(Unavailability.OVERLOADED);
    }

    /** One impression at a time finds out whether a partition is well again that has failed one. */
    @Test
    void shouldProbeWithWhatIsBoundToAPartitionThatFailed() {
        PartitionQueue failed = new PartitionQueue(0);
        failed.began(0);
        failed.ended(0, false);
        assertThat(admission.unavailabilityOfBound(failed, STALL)).isEmpty();

        failed.began(STALL);

        assertThat(admission.unavailabilityOfBound(failed, STALL)).contains(Unavailability.STALLED);
    }

    /** Nobody may have asked while the oldest was too old, and all have been answered since. */
    @Test
    void shouldAdmitProbesAfterAStallThatNobodyAskedIn() {
        admission.waited(0, STALL);

        assertThat(admitted()).isEqualTo(Admission.PROBES);
    }

    @Test
    void shouldNotTakeOneThatWaitsForAStallWhileOthersAreAcknowledged() {
        admission.began();
        admission.answered();
        admission.acknowledged(0, STALL / 2);
        admission.waited(1, STALL + 1);

        assertThat(admitted()).isEqualTo(MAX);
    }

    /** A round is the time of one acknowledgement: all that waits is acknowledged, and more is admitted. */
    @Test
    void shouldDoubleWhatItAdmitsWithEachRoundAfterAStall() {
        admission.unavailability(STALL);
        for (int expected = Admission.PROBES; expected < MAX; expected *= 2) {
            int admitted = admitted();
            assertThat(admitted).isEqualTo(expected);
            acknowledge(admitted, SOON);
        }

        assertThat(admitted()).isEqualTo(MAX);
    }

    @Test
    void shouldAdmitNoMoreThanIsServedInGoodTimeWhenOverloaded() {
        int served = 300;
        int waiting = 0;
        for (int round = 0; round < 50; round++) {
            waiting += admitted() - served;
            acknowledge(served, LATE);
            admission.look();
        }

        int inGoodTime = served * (int) TIMES.late().dividedBy(TIMES.tick());
        assertThat(waiting).isBetween(inGoodTime - served, inGoodTime + served);
    }

    /** One round of a cluster that comes back may have seen only the first few of many. */
    @Test
    void shouldHalveAtMost() {
        admitted();
        acknowledge(MAX / 2 + 1, LATE);
        admission.look();

        assertThat(admission.unavailability(0)).isEmpty();
    }

    @Test
    void shouldNotThrottleASlowClusterToNothing() {
        int waiting = admitted();
        for (int round = 0; round < 100; round++) {
            acknowledge(waiting > 0 ? 1 : 0, LATE);
            waiting -= waiting > 0 ? 1 : 0;
            admission.look();
        }
        acknowledge(waiting, LATE);
        admission.look();

        assertThat(admitted()).isGreaterThanOrEqualTo(Admission.FLOOR);
    }

    @Test
    void shouldNotTakeOneLateAcknowledgementForOverload() {
        int admitted = admitted();
        acknowledge(1, LATE);
        acknowledge(1, SOON);
        admission.look();
        acknowledge(admitted - 2, SOON);

        assertThat(admitted()).isEqualTo(MAX);
    }

    private int admitted() {
        int admitted = 0;
        while (admission.unavailability(0).isEmpty()) {
            admission.began();
            admitted++;
        }
        return admitted;
    }

    private void acknowledge(int count, long nanos) {
        for (int i = 0; i < count; i++) {
            admission.answered();
            admission.acknowledged(0, nanos);
        }
    }
}
