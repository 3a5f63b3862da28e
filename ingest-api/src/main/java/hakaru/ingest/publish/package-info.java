/** Publishes impressions: whether one may wait for Kafka, where it goes, and who on the event loops hears of it. */
@NullMarked
package hakaru.ingest.publish;

import org.jspecify.annotations.NullMarked;
