package hakaru.kakeru.books;

import hakaru.kakeru.load.Beacon;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The reconciliation: an account per ad, with what the ledger says.
 *
 * @param ads each ad that was sent, by name
 * @param others impressions of ads that kakeru did not send: somebody else was counted too
 * @param caughtUp whether the pipeline had counted all that was accepted within the time given
 */
public record Books(Map<String, Account> ads, Snapshot.Ledger ledger, long others, boolean caughtUp) {
    public Books {
        ads = Collections.unmodifiableMap(new TreeMap<>(ads));
    }

    static Books of(Collection<Beacon.Sent> sent, Snapshot added, boolean caughtUp) {
        Map<String, Account> ads = new HashMap<>();
        for (Beacon.Sent beacon : sent) {
            ads.merge(beacon.beacon().ad(), Account.of(beacon), Account::plus);
        }
        ads.replaceAll((ad, account) -> account.withCounted(added.ads().getOrDefault(ad, Sums.NONE)));
        long others = added.ads().entrySet().stream()
                .filter(e -> !ads.containsKey(e.getKey()))
                .mapToLong(e -> e.getValue().impressions())
                .sum();
        return new Books(ads, added.ledger(), others, caughtUp);
    }

    public boolean areBalanced() {
        return ads.values().stream().allMatch(Account::isBalanced);
    }

    public Account total() {
        return ads.values().stream().reduce(Account.EMPTY, Account::plus);
    }

    /** The accounts a reader wants first: those that do not balance, then the largest. */
    public List<Map.Entry<String, Account>> foremost(int limit) {
        return ads.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.comparing(Account::isBalanced)
                        .thenComparingLong(account -> -account.sent().impressions())))
                .limit(limit)
                .toList();
    }
}
