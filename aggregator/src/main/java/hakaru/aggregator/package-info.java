/**
 * Impressions in, counts per ad per second out: the aggregator as a service. Its job is in {@code streams}, which asks
 * {@code start} where a task starts; what is counted, and how, is in {@code counting}. {@code counting} knows neither, and {@code start} not {@code streams}.
 */
@NullMarked
package hakaru.aggregator;

import org.jspecify.annotations.NullMarked;
