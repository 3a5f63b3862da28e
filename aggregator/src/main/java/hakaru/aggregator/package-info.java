/**
 * Impressions in, counts per ad per second out: the aggregator as a service. Kafka Streams, set up in {@code streams}, runs
 * the {@code combiner}, which asks {@code start} where a task starts; {@code kafka} tells that. All count with
 * {@code counting}, which knows none of them; {@code start} and {@code kafka} know no Streams.
 */
@NullMarked
package hakaru.aggregator;

import org.jspecify.annotations.NullMarked;
