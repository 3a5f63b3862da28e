package hakaru.kakeru.books;

import com.fasterxml.jackson.annotation.JsonProperty;
import hakaru.kakeru.load.Beacon;
import hakaru.kakeru.load.Outcome.Fate;

/**
 * What was sent for one ad, by fate, and what the database has counted of it: sent = accepted + failed + unknown. It
 * balances when accepted ≤ counted ≤ accepted + unknown, for impressions and for values.
 */
public record Account(Sums accepted, Sums failed, Sums unknown, Sums counted) {
    static final Account EMPTY = new Account(Sums.NONE, Sums.NONE, Sums.NONE, Sums.NONE);

    static Account of(Beacon.Sent sent) {
        return new Account(
                Sums.of(sent.beacon(), sent.count(Fate.ACCEPTED)),
                Sums.of(sent.beacon(), sent.count(Fate.FAILED)),
                Sums.of(sent.beacon(), sent.count(Fate.UNKNOWN)),
                Sums.NONE);
    }

    public Account plus(Account other) {
        return new Account(
                accepted.plus(other.accepted),
                failed.plus(other.failed),
                unknown.plus(other.unknown),
                counted.plus(other.counted));
    }

    Account withCounted(Sums sums) {
        return new Account(accepted, failed, unknown, sums);
    }

    @JsonProperty
    public Sums sent() {
        return accepted.plus(failed).plus(unknown);
    }

    public boolean isBalanced() {
        return accepted.isAtMost(counted) && counted.isAtMost(accepted.plus(unknown));
    }
}
