package hakaru.sink.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of one partition, one after the other, that could not be counted. */
public record RejectedRecords(LedgerKey key, OffsetRange range) {
    /** What the batches say, in their order; what follows each other is one. */
    static List<RejectedRecords> of(List<ReceivedBatch> batches) {
        List<RejectedRecords> done = new ArrayList<>();
        Map<LedgerKey, OffsetRange> open = new HashMap<>();
        for (ReceivedBatch batch : batches) {
            batch.rejectedRecords()
                    .ifPresent(next -> open.merge(batch.key(), next, (last, following) -> {
                        if (last.to() == following.from()) {
                            return last.followedBy(following);
                        }
                        done.add(new RejectedRecords(batch.key(), last));
                        return following;
                    }));
        }
        open.forEach((key, range) -> done.add(new RejectedRecords(key, range)));
        return done;
    }
}
