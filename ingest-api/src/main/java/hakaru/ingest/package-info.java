/**
 * HTTP in, impressions out: the service that answers ad tags once Kafka has what they sent. A beacon comes in at {@code port},
 * over a {@code connection}; {@code http} finds it among the requests, {@code beacon} reads it, {@code traffic} judges it,
 * {@code publish} lets it wait for the {@code producer}, and its answer goes back the same way. {@code warmup} goes all of it
 * before the first one comes.
 */
@NullMarked
package hakaru.ingest;

import org.jspecify.annotations.NullMarked;
