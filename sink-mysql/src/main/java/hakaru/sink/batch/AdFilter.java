package hakaru.sink.batch;

import hakaru.contract.Count;
import hakaru.contract.CountBatch;
import hakaru.contract.InvalidCount;
import hakaru.contract.Invalidity;
import hakaru.contract.UnlistedAd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the ads that get no rows of their own under one name, where they are invalid. All sums stay as they are. */
public final class AdFilter {
    private final Set<String> refused;

    /** Leaves all others as they are. */
    public AdFilter(Set<String> refused) {
        this.refused = Set.copyOf(refused);
    }

    /** The same batch, with its rows renamed. */
    public ReceivedBatch apply(ReceivedBatch batch) {
        if (refused.isEmpty() || batch.counts().getCountsList().stream().noneMatch(count -> refuses(count.getAd()))) {
            return batch;
        }
        CountBatch.Builder counts = batch.counts().toBuilder().clearCounts().clearInvalid();
        batch.counts().getCountsList().forEach(count -> counts.addCounts(renamed(count)));
        batch.counts().getInvalidList().forEach(count -> counts.addInvalid(renamed(count)));
        counts.addAllInvalid(unlisted(batch.counts()));
        return new ReceivedBatch(batch.key(), batch.range(), batch.countsPosition(), counts.build());
    }

    private boolean refuses(String ad) {
        return refused.contains(ad);
    }

    private Count renamed(Count count) {
        return refuses(count.getAd()) ? count.toBuilder().setAd(UnlistedAd.NAME).build() : count;
    }

    private InvalidCount renamed(InvalidCount count) {
        return refuses(count.getAd()) ? count.toBuilder().setAd(UnlistedAd.NAME).build() : count;
    }

    /** What is not invalid for another reason already. */
    private List<InvalidCount> unlisted(CountBatch counts) {
        Map<CountRow.Key, InvalidCount.Builder> rest = new HashMap<>();
        counts.getCountsList().stream()
                .filter(count -> refuses(count.getAd()))
                .forEach(count -> rest.put(
                        new CountRow.Key(count.getSecond(), count.getAd(), ""),
                        InvalidCount.newBuilder()
                                .setSecond(count.getSecond())
                                .setAd(UnlistedAd.NAME)
                                .setReason(Invalidity.INVALIDITY_UNLISTED)
                                .setImpressions(count.getImpressions())
                                .setValueSum(count.getValueSum())));
        counts.getInvalidList()
                .forEach(count -> rest.computeIfPresent(
                        new CountRow.Key(count.getSecond(), count.getAd(), ""),
                        (key, left) -> left.setImpressions(left.getImpressions() - count.getImpressions())
                                .setValueSum(left.getValueSum() - count.getValueSum())));
        return rest.values().stream()
                .filter(count -> count.getImpressions() != 0)
                .map(InvalidCount.Builder::build)
                .toList();
    }
}
