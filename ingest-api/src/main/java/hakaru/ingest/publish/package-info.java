/** The Kafka side: publishes impressions and brings the acknowledgements back to the event loops. */
@NullMarked
package hakaru.ingest.publish;

import org.jspecify.annotations.NullMarked;
