package hakaru.kakeru.books;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.kakeru.load.Beacon;
import hakaru.kakeru.load.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BooksTest {
    private static final List<Beacon.Sent> SENT = List.of(
            sent(new Beacon("open", 0), 90, 1, 2),
            sent(new Beacon("purchase", 120), 9, 0, 0),
            sent(new Beacon("purchase", 960), 1, 0, 1));

    @Test
    void shouldAddUpWhatWasSentPerAd() {
        Account purchase = books(Map.of()).ads().get("purchase");

        assertThat(purchase).isNotNull();
        assertThat(purchase.sent()).isEqualTo(new Sums(11, 9 * 120 + 2 * 960));
        assertThat(purchase.accepted()).isEqualTo(new Sums(10, 9 * 120 + 960));
        assertThat(purchase.unknown()).isEqualTo(new Sums(1, 960));
        assertThat(purchase.counted()).isEqualTo(Sums.NONE);
    }

    @Test
    void shouldBalanceWhetherUnknownRequestsWereCountedOrNot() {
        assertThat(balance(new Sums(90, 0), new Sums(10, 2_040))).isTrue();
        assertThat(balance(new Sums(92, 0), new Sums(11, 3_000))).isTrue();
    }

    @Test
    void shouldNotBalanceWhenAnAcceptedImpressionIsMissing() {
        assertThat(balance(new Sums(89, 0), new Sums(10, 2_040))).isFalse();
    }

    @Test
    void shouldNotBalanceWhenMoreIsCountedThanCanHaveBeenSent() {
        assertThat(balance(new Sums(93, 0), new Sums(10, 2_040))).isFalse();
    }

    @Test
    void shouldNotBalanceWhenOnlyTheValueIsWrong() {
        assertThat(balance(new Sums(90, 0), new Sums(10, 2_039))).isFalse();
        assertThat(balance(new Sums(90, 0), new Sums(10, 3_001))).isFalse();
    }

    @Test
    void shouldNotLetOneAdsSurplusHideAnothersLoss() {
        assertThat(balance(new Sums(91, 0), new Sums(9, 2_040))).isFalse();
    }

    @Test
    void shouldCountWhatWasAddedSince() {
        Snapshot before = new Snapshot(Map.of("open", new Sums(5, 0)), new Snapshot.Ledger(5, 0, 0));
        Snapshot after = new Snapshot(
                Map.of("open", new Sums(95, 0), "purchase", new Sums(10, 2_040)), new Snapshot.Ledger(105, 0, 0));

        Books books = Books.of(SENT, after.since(before), true);

        assertThat(books.areBalanced()).isTrue();
        assertThat(books.ledger().impressions()).isEqualTo(100);
    }

    @Test
    void shouldTellImpressionsOfOthersApart() {
        Books books = books(Map.of("open", new Sums(90, 0), "purchase", new Sums(10, 2_040), "mine", new Sums(3, 0)));

        assertThat(books.areBalanced()).isTrue();
        assertThat(books.others()).isEqualTo(3);
    }

    @Test
    void shouldShowFirstWhatDoesNotBalance() {
        Books books = books(Map.of("open", new Sums(90, 0)));

        assertThat(books.foremost(1)).extracting(Map.Entry::getKey).containsExactly("purchase");
    }

    private static Beacon.Sent sent(Beacon beacon, long accepted, long failed, long unknown) {
        return new Beacon.Sent(
                beacon, Map.of(Outcome.ACCEPTED, accepted, Outcome.REJECTED, failed, Outcome.TIMED_OUT, unknown));
    }

    private static boolean balance(Sums open, Sums purchase) {
        return books(Map.of("open", open, "purchase", purchase)).areBalanced();
    }

    private static Books books(Map<String, Sums> counted) {
        return Books.of(SENT, new Snapshot(counted, new Snapshot.Ledger(0, 0, 0)), true);
    }
}
