/** Impressions in, counts per ad per second out: the Kafka Streams job. */
@NullMarked
package hakaru.aggregator;

import org.jspecify.annotations.NullMarked;
