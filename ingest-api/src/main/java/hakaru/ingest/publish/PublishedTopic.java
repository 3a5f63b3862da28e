package hakaru.ingest.publish;

import hakaru.contract.Receipt;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where impressions go.
 *
 * @param id what Kafka calls the topic, once it has said so
 */
record PublishedTopic(String name, Supplier<Optional<String>> id) {
    /** Kafka does not always say the offset of a record that it has taken at the second try. */
    Optional<Receipt> receipt(PublishOutcome.Acknowledged record) {
        return record.offset() < 0
                ? Optional.empty()
                : id.get().map(known -> new Receipt(known, record.partition(), record.offset()));
    }
}
