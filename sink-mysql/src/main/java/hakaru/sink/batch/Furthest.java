package hakaru.sink.batch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers how far each row of the ledger has ever been counted, to notice when the database falls back. For one thread. */
public final class Furthest {
    private final Map<LedgerKey, Long> countedTo = new HashMap<>();

    /** Takes note of a ledger as it stands. */
    public void note(Ledger ledger) {
        ledger.countedTo().forEach((key, offset) -> countedTo.merge(key, offset, Math::max));
    }

    /** The rows that stand before where they have been known, in partition order. */
    public List<Fallback> fallbacksIn(Ledger ledger) {
        return Fallback.between(countedTo, ledger);
    }
}
