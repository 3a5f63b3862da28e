/** What the two sides of the service share to count with. */
@NullMarked
package hakaru.ingest.metrics;

import org.jspecify.annotations.NullMarked;
