/** The beacons' port: its event loops, and how many connections the process can have. */
@NullMarked
package hakaru.ingest.port;

import org.jspecify.annotations.NullMarked;
