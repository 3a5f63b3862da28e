/** The HTTP side: reads beacons off connections and answers them. */
@NullMarked
package hakaru.ingest.http;

import org.jspecify.annotations.NullMarked;
