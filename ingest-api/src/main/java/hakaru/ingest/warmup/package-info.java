/**
 * The warm-up of a process before it is ready, as its setting and its log call it. What it does is practice: beacons of its
 * own, which end nowhere, until it gets no faster.
 */
@NullMarked
package hakaru.ingest.warmup;

import org.jspecify.annotations.NullMarked;
