package hakaru.aggregator.streams;

import hakaru.aggregator.combiner.JobParts.ThreadParts;
import hakaru.aggregator.kafka.OpenTransactions;
import hakaru.contract.Groups;
import hakaru.runtime.kafka.KafkaConfig;
import io.micrometer.core.instrument.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** The clients that Streams works with: Kafka's own, but for producers that keep the pace and consumers that wait otherwise. */
public final class StreamsClients implements KafkaClientSupplier {
    private final KafkaConfig kafka;
    private final Optional<String> instanceId;
    private final Supplier<ThreadParts> thread;
    private final OpenTransactions openTransactions;

    /**
     * Makes the clients of a job.
     *
     * @param instanceId names a member that comes back under the same name
     * @param thread gives the parts of the calling stream thread
     */
    public StreamsClients(KafkaConfig kafka, Optional<String> instanceId, Supplier<ThreadParts> thread) {
        this.kafka = kafka;
        this.instanceId = instanceId;
        this.thread = thread;
        this.openTransactions = new OpenTransactions(kafka);
    }

    @Override
    public Admin getAdmin(Map<String, Object> properties) {
        return Admin.create(properties);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> properties) {
        return new PacedProducer(named(properties), thread, Clock.SYSTEM);
    }

    /**
     * Streams names transactions after an id that is new in each process that keeps nothing on disk. An instance with a
     * name of its own ends a killed predecessor's open transaction at once, by taking over its name.
     */
    private Map<String, Object> named(Map<String, Object> properties) {
        Map<String, Object> named = new HashMap<>(properties);
        instanceId.ifPresent(id -> named.computeIfPresent(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                (name, generated) -> kafka.topic(Groups.AGGREGATOR) + "-" + id + threadNumber(generated.toString())));
        return named;
    }

    /** With the dash before it. */
    private static String threadNumber(String transactionalId) {
        return transactionalId.substring(transactionalId.lastIndexOf('-'));
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> properties) {
        return new StreamConsumer(properties, openTransactions, Clock.SYSTEM);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> properties) {
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> properties) {
        return getRestoreConsumer(properties);
    }
}
