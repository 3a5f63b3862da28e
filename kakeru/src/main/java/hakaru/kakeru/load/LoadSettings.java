package hakaru.kakeru.load;

import java.time.Duration;

/**
 * How requests travel.
 *
 * @param connections most requests that can be under way at once
 * @param keepAlive whether a connection carries one request after the other, or just one
 * @param timeout how long after its due moment a request may take before it is given up
 * @param queue most requests that may wait for a free connection
 */
public record LoadSettings(int connections, boolean keepAlive, Duration timeout, int queue) {
    public LoadSettings {
        if (connections < 1 || queue < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("connections, queue and timeout must be above 0: %d, %d, %s"
                    .formatted(connections, queue, timeout));
        }
    }
}
