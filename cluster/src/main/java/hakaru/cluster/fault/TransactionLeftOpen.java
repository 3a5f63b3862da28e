package hakaru.cluster.fault;

import hakaru.cluster.Cluster;
import hakaru.cluster.Kafka;
import hakaru.cluster.node.Wait;
import hakaru.contract.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A transaction stays open in a partition of {@code impression-counts}, as one that hangs (KAFKA-20734): nobody may read what
 * was committed after it began. It is found and ended as the runbook says.
 */
final class TransactionLeftOpen implements Fault {
    private static final int ACK_SECONDS = 30;
    /** Nobody but an operator ends it. */
    private static final Duration TRANSACTION_LIMIT = Duration.ofMinutes(10);

    private static final Duration END_LIMIT = Duration.ofMinutes(1);

    private final Cluster cluster;
    private final int partition;
    private final String owner;
    private final Duration length;
    private long startOffset = -1;

    private TransactionLeftOpen(Cluster cluster, int partition, String owner, Duration length) {
        this.cluster = cluster;
        this.partition = partition;
        this.owner = owner;
        this.length = length;
    }

    static Fault draw(Draw draw) {
        String owner = "stranger-" + Long.toHexString(draw.random().nextLong());
        // Of the partitions that were there at the start.
        return new TransactionLeftOpen(draw.cluster(), draw.random().nextInt(4), owner, draw.between(2, 15));
    }

    @Override
    public String target() {
        return Topics.IMPRESSION_COUNTS + "-" + partition;
    }

    @Override
    public Set<String> claims() {
        return Set.of(Kafka.TOPICS);
    }

    @Override
    public Duration length() {
        return length;
    }

    @Override
    public void strike() throws Exception {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings());
        try {
            producer.initTransactions();
            producer.beginTransaction();
            startOffset = producer.send(new ProducerRecord<>(Topics.IMPRESSION_COUNTS, partition, null, new byte[] {1}))
                    .get(ACK_SECONDS, TimeUnit.SECONDS)
                    .offset();
        } finally {
            // Without time it says nothing to anybody, as one that was killed.
            producer.close(Duration.ZERO);
        }
    }

    @Override
    public void mend() throws InterruptedException {
        Wait.until("nothing is left open in " + target(), END_LIMIT, this::isEnded);
    }

    /** An aggregator's own transaction may be open there as well: ours is the one that begins with our record. */
    private boolean isEnded() throws Exception {
        TopicPartition hanging = new TopicPartition(Topics.IMPRESSION_COUNTS, partition);
        List<ProducerState> left = cluster
                .kafka()
                .openSince(Topics.IMPRESSION_COUNTS, Clock.systemUTC().instant())
                .getOrDefault(hanging, List.of())
                .stream()
                .filter(state -> state.currentTransactionStartOffset().orElse(-1) == startOffset)
                .toList();
        for (ProducerState state : left) {
            cluster.kafka().abort(hanging, state);
        }
        return left.isEmpty();
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, owner);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_LIMIT.toMillis());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int)
                Duration.ofSeconds(ACK_SECONDS).toMillis());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return settings;
    }
}
