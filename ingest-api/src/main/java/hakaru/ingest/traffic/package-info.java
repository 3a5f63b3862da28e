/** Tells impressions that nobody saw, as far as their requests say so: looked at, and not kept. */
@NullMarked
package hakaru.ingest.traffic;

import org.jspecify.annotations.NullMarked;
