package hakaru.kakeru.load;

import java.time.Duration;

/**
 * How requests travel.
 *
 * @param connections most requests that can be under way at once
 * @param keepAlive whether a connection carries one request after the other, or just one
 * @param timeout how long a request may wait to be sent after its due moment, and how long for its answer after that
 * @param queue most requests that may wait for a free connection
 * @param retry for how long, from when it was due, a request is sent again that may be counted or not; zero for never
 * @param ids what the id of each begins with, unlike those of other runs; empty for none
 */
public record LoadSettings(
        int connections, boolean keepAlive, Duration timeout, int queue, Duration retry, String ids) {
    /** The part of one target of several. */
    LoadSettings dividedBy(int targets) {
        return new LoadSettings(connections / targets, keepAlive, timeout, queue / targets, retry, ids);
    }
}
