/** The practice of a process before it is ready: beacons of its own, which end nowhere, until it gets no faster. */
@NullMarked
package hakaru.ingest.warmup;

import org.jspecify.annotations.NullMarked;
