package hakaru.runtime.management;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Collects why a process is not ready; it is when there is no reason left. Safe for use by several threads. */
public final class Readiness {
    private final Map<String, String> reasons = new ConcurrentSkipListMap<>();

    /** One thing that must hold; it does not until it is said to. */
    public Condition condition(String name, String reason) {
        reasons.put(name, reason);
        return new Condition(name);
    }

    /** What does not hold and why, by name of the condition. */
    public Map<String, String> reasons() {
        return Map.copyOf(reasons);
    }

    public boolean isReady() {
        return reasons.isEmpty();
    }

    /** A named part of readiness. */
    public final class Condition {
        private final String name;

        private Condition(String name) {
            this.name = name;
        }

        /** Returns whether that is news. */
        public boolean met() {
            return reasons.remove(name) != null;
        }

        /** Returns whether that is news. */
        public boolean unmet(String reason) {
            return !reason.equals(reasons.put(name, reason));
        }
    }
}
