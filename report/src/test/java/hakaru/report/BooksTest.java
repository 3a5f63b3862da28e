package hakaru.report;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.report.Counts.Ledger;
import hakaru.runtime.kafka.TopicOffsets;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BooksTest {
    private static final Instant NOW = Instant.parse("2026-11-01T08:05:00Z");

    @Test
    void shouldBalanceWhenAllIsCountedOrRejected() {
        Books books = Books.of(ends(10), counts(Map.of("topic", new Ledger(10, 7, 1, 2, Optional.of(NOW)))));

        assertThat(books).isEqualTo(new Books(10, 7, 1, 2, 0, Books.State.BALANCED));
    }

    @Test
    void shouldSayHowManyAreOnTheirWay() {
        Books books = Books.of(ends(13), counts(Map.of("topic", ledger(10, 10, 0))));

        assertThat(books).isEqualTo(new Books(13, 10, 0, 0, 3, Books.State.ON_THE_WAY));
    }

    @Test
    void shouldHaveNothingCountedBeforeTheFirstLedger() {
        assertThat(Books.of(ends(4), counts(Map.of())).onTheWay()).isEqualTo(4);
        assertThat(Books.of(ends(0), counts(Map.of())).state()).isEqualTo(Books.State.BALANCED);
    }

    /** What was accepted is then only remembered, and the ledger may have passed it. */
    @Test
    void shouldHaveNoBooksWhileKafkaIsAway() {
        LastValue.Known<Counts> counts =
                new LastValue.Known<>(Optional.of(counts(Map.of("topic", ledger(12, 12, 0)))), Optional.empty());
        Optional<TopicOffsets> accepted = Optional.of(ends(10));

        assertThat(new Snapshot(NOW, counts, new LastValue.Known<>(accepted, Optional.empty()))
                        .toJson()
                        .getJsonObject("books"))
                .isNotNull();
        assertThat(new Snapshot(NOW, counts, new LastValue.Known<>(accepted, Optional.of(NOW)))
                        .toJson()
                        .getJsonObject("books"))
                .isNull();
    }

    @Test
    void shouldLeaveOutTheLedgerOfATopicThatIsGone() {
        Counts counts = counts(Map.of("gone", ledger(7, 7, 0), "topic", ledger(2, 2, 0)));

        assertThat(Books.of(ends(2), counts)).isEqualTo(new Books(2, 2, 0, 0, 0, Books.State.BALANCED));
        assertThat(counts.impressionsOfAllTime()).isEqualTo(9);
    }

    @Test
    void shouldNotCallALedgerBalancedThatLacksOrExceedsWhatWasAccepted() {
        TopicOffsets accepted = ends(10);

        assertThat(Books.of(accepted, counts(Map.of("topic", ledger(10, 9, 0)))).state())
                .isEqualTo(Books.State.WRONG);
        assertThat(Books.of(accepted, counts(Map.of("topic", ledger(11, 11, 0))))
                        .state())
                .isEqualTo(Books.State.WRONG);
    }

    private static TopicOffsets ends(long sum) {
        return new TopicOffsets("topic", Map.of(0, sum));
    }

    private static Ledger ledger(long countedTo, long impressions, long rejected) {
        return new Ledger(countedTo, impressions, 0, rejected, Optional.of(NOW));
    }

    private static Counts counts(Map<String, Ledger> ledgers) {
        Counts.Sum nothing = new Counts.Sum(0, 0, BigInteger.ZERO);
        return new Counts(
                NOW,
                NOW,
                Window.of(NOW.minusSeconds(Window.SECONDS), Map.of(), Map.of()),
                new Counts.Today(LocalDate.of(2026, 11, 1), 0, nothing, List.of()),
                ledgers);
    }
}
