/** HTTP in, impressions out: the service that answers ad tags once Kafka has what they sent. */
@NullMarked
package hakaru.ingest;

import org.jspecify.annotations.NullMarked;
