package hakaru.aggregator.start;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.counting.RangeToRead;
import hakaru.aggregator.start.Start.Blocked;
import hakaru.aggregator.start.Start.Delayed;
import hakaru.aggregator.start.Start.Extent;
import hakaru.aggregator.start.Start.Facts;
import hakaru.aggregator.start.Start.LastBatch;
import hakaru.aggregator.start.Start.Ready;
import hakaru.contract.RememberedIds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the topics say of a partition, and what follows. */
class StartTest {
    private static final String ID = "topicId";
    private static final long NOW = 1_800_000_000_000L;
    private static final Extent IMPRESSIONS = new Extent(10, 100, 100);
    private static final Extent COUNTS = new Extent(3, 8, 8);
    private static final List<RememberedIds> REMEMBERED =
            List.of(RememberedIds.newBuilder().setFromOffset(20).setBegin(NOW).build());

    @Test
    void shouldGoOnWhereTheLastBatchEnds() {
        Start start = of(IMPRESSIONS, Optional.of(70L), COUNTS, last(50));

        assertThat(start).isEqualTo(new Ready(ID, 50, NOW - 1, 10, 70, REMEMBERED));
        assertThat(((Ready) start).missed()).isEqualTo(new RangeToRead(50, 70));
    }

    @Test
    void shouldMissNothingWhenTheGroupIsBehindTheLastBatch() {
        Ready start = (Ready) of(IMPRESSIONS, Optional.of(40L), COUNTS, last(50));

        assertThat(start.missed().isEmpty()).isTrue();
    }

    @Test
    void shouldStartAtZeroOnlyWhereNoBatchCanHaveBeenDeleted() {
        assertThat(of(new Extent(0, 100, 100), Optional.empty(), new Extent(0, 0, 0), Optional.empty()))
                .isEqualTo(new Ready(ID, 0, 0, 0, 0, List.of()));
        assertThat(of(IMPRESSIONS, Optional.empty(), new Extent(3, 3, 3), Optional.empty()))
                .isInstanceOf(Blocked.class);
    }

    @Test
    void shouldGoOnFromTheGroupWhenRetentionTookTheLastBatch() {
        assertThat(of(IMPRESSIONS, Optional.of(70L), new Extent(3, 3, 3), Optional.empty()))
                .isEqualTo(new Ready(ID, 70, 0, 10, 70, List.of()));
    }

    @Test
    void shouldWaitForAnOpenTransaction() {
        assertThat(of(IMPRESSIONS, Optional.of(70L), new Extent(3, 7, 8), last(50)))
                .isEqualTo(new Delayed("a transaction of the former owner is open in impression-counts-4"));
    }

    @Test
    void shouldWaitWhileImpressionsEndBeforeWhatWasCounted() {
        assertThat(of(new Extent(0, 40, 40), Optional.of(40L), COUNTS, last(50)))
                .isInstanceOf(Delayed.class);
    }

    @Test
    void shouldStartATopicThatWasCreatedAgainAtZero() {
        Optional<LastBatch> old = Optional.of(new LastBatch("anotherId", 5_000, NOW - 1, REMEMBERED));

        Ready start = (Ready) of(new Extent(0, 100, 100), Optional.of(5_000L), COUNTS, old);

        assertThat(start.emittedTo()).isZero();
        assertThat(start.consumedTo())
                .as("an offset past the end is the old topic's")
                .isZero();
        assertThat(start.remembered()).as("the old topic's ids").isEmpty();
    }

    private static Optional<LastBatch> last(long toOffset) {
        return Optional.of(new LastBatch(ID, toOffset, NOW - 1, REMEMBERED));
    }

    private static Start of(Extent impressions, Optional<Long> consumed, Extent counts, Optional<LastBatch> last) {
        return Start.of(new Facts(ID, 4, impressions, consumed, counts, last));
    }
}
