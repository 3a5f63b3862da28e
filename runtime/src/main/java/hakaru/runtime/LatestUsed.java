package hakaru.runtime;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map with a bound: when there is one entry more, the one goes that was asked for longest ago. For one thread. */
public final class LatestUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private static final int FIRST_CAPACITY = 16;
    private static final float LOAD_FACTOR = 0.75f;

    private final int max;

    /** @param max entries that there may be */
    public LatestUsed(int max) {
        super(FIRST_CAPACITY, LOAD_FACTOR, true);
        this.max = max;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > max;
    }
}
