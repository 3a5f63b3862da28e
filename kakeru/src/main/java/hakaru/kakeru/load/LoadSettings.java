package hakaru.kakeru.load;

import java.time.Duration;
import java.util.List;

/**
 * Where requests go and how they travel.
 *
 * @param targets each gets its part of the connections, of the queue and of the requests
 * @param connections most requests that can be under way at once
 * @param keepAlive whether a connection carries one request after the other, or just one
 * @param timeout how long a request may wait to be sent after its due moment, and how long for its answer after that
 * @param queue most requests that may wait for a free connection
 * @param retry for how long, from when it was due, a request is sent again that may be counted or not; zero for never
 * @param ids what the id of each begins with, unlike those of other runs; empty for none
 */
public record LoadSettings(
        List<Target> targets,
        int connections,
        boolean keepAlive,
        Duration timeout,
        int queue,
        Duration retry,
        String ids) {

    public LoadSettings {
        targets = List.copyOf(targets);
        if (targets.isEmpty() || connections < targets.size() || queue < targets.size()) {
            throw new IllegalArgumentException("each target needs a connection and a place in the queue");
        }
        if (!retry.isZero() && ids.isEmpty()) {
            throw new IllegalArgumentException("sent again without an id, a beacon may count twice");
        }
    }

    int connectionsPerTarget() {
        return connections / targets.size();
    }

    int queuePerTarget() {
        return queue / targets.size();
    }
}
