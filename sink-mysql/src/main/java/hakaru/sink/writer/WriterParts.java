package hakaru.sink.writer;

import hakaru.runtime.Backoff;
import hakaru.sink.mysql.counts.CountStore;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * What the writer works with.
 *
 * @param topic the name that {@code impression-counts} has here
 * @param maxRows the most rows of a transaction, before merging; a batch that is larger has one of its own
 * @param consumer the writer's from its start on, who also closes it
 * @param backoff the pauses between attempts while MySQL does not take the counts
 */
public record WriterParts(
        String topic, int maxRows, Consumer<byte[], byte[]> consumer, CountStore store, Backoff backoff) {}
