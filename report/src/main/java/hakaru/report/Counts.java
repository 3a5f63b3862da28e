package hakaru.report;

import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one reading of the database saw, all of it in the same state.
 *
 * @param at when it was read
 * @param finalTo every impression that was answered before is counted
 * @param ledgers by the id of the topic they are about
 */
record Counts(Instant at, Instant finalTo, Window window, Today today, Map<String, Ledger> ledgers) {
    Counts {
        ledgers = Map.copyOf(ledgers);
    }

    /**
     * An ad's, or all ads'.
     *
     * @param impressions all of them, gross
     * @param invalid how many of them are robots' and the like
     */
    record Sum(long impressions, long invalid, BigInteger valueSum) {}

    /** One ad's sum. */
    record AdSum(String ad, Sum sum) {}

    /**
     * The current day in UTC.
     *
     * @param largest the ads with the most impressions, largest first
     */
    record Today(LocalDate day, long ads, Sum total, List<AdSum> largest) {
        Today {
            largest = List.copyOf(largest);
        }
    }

    /**
     * What the ledger says about all partitions of a topic.
     *
     * @param countedTo sum of the offsets up to which the partitions are counted
     * @param latestSecond the newest second with an impression, empty before the first one
     */
    record Ledger(long countedTo, long impressions, long repeated, long rejected, Optional<Instant> latestSecond) {
        static final Ledger EMPTY = new Ledger(0, 0, 0, 0, Optional.empty());

        /** Everything that the ledger has passed. */
        long passed() {
            return impressions + repeated + rejected;
        }
    }

    long impressionsOfAllTime() {
        return ledgers.values().stream().mapToLong(Ledger::impressions).sum();
    }

    /** The newest second that any impression was counted in. */
    Optional<Instant> latestSecond() {
        return ledgers.values().stream()
                .flatMap(ledger -> ledger.latestSecond().stream())
                .max(Instant::compareTo);
    }
}
