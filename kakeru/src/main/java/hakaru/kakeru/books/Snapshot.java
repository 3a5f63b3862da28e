package hakaru.kakeru.books;

import java.util.HashMap;
import java.util.Map;

/** What the database has counted at one moment: the sums per ad, and the ledger's, from one snapshot. */
public record Snapshot(Map<String, Sums> ads, Ledger ledger) {
    public Snapshot {
        ads = Map.copyOf(ads);
    }

    /** The ledger's sums over all partitions: records that are counted, that repeat those, that could not be counted. */
    public record Ledger(long impressions, long repeated, long rejected) {
        Ledger minus(Ledger before) {
            return new Ledger(impressions - before.impressions, repeated - before.repeated, rejected - before.rejected);
        }

        /** Everything that the ledger has passed. */
        long passed() {
            return impressions + repeated + rejected;
        }

        /** The same without what repeats a beacon that is in it. */
        long beacons() {
            return impressions + rejected;
        }
    }

    /** What was added since. */
    Snapshot since(Snapshot before) {
        Map<String, Sums> added = new HashMap<>();
        ads.forEach((ad, sums) -> added.put(ad, sums.minus(before.ads.getOrDefault(ad, Sums.NONE))));
        return new Snapshot(added, ledger.minus(before.ledger));
    }
}
