/** The HTTP side: finds the beacons among the requests of a connection, and answers all of them. */
@NullMarked
package hakaru.ingest.http;

import org.jspecify.annotations.NullMarked;
