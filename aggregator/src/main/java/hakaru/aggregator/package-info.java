/**
 * Impressions in, counts per ad per second out: the aggregator as a service. Its job is in {@code streams}, which asks
 * {@code start} where a task starts; both count with {@code counting}, which knows neither, and {@code start} knows no
 * Streams.
 */
@NullMarked
package hakaru.aggregator;

import org.jspecify.annotations.NullMarked;
