package hakaru.ingest.connection;

import java.time.Duration;

/**
 * How long a connection may take for what.
 *
 * @param idle until the next request begins
 * @param request from its first byte to its last
 * @param linger for a client to see that an answer was the last, and to read it
 */
public record ConnectionTimes(Duration idle, Duration request, Duration linger) {}
