package hakaru.ingest.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Lists the producer's settings: those an operator may tune, each with its reason, under {@link ProducerGuarantees}. */
record ProducerSettings(PublishConfig publish) {
    private static final String CLIENT_ID = "hakaru-ingest";

    Map<String, Object> toMap() {
        Map<String, Object> settings = new HashMap<>(publish.producer().over(tunable()));
        settings.putAll(new ProducerGuarantees(publish.ackTimeout(), publish.buffer()).toMap());
        return settings;
    }

    /** How much of one partition goes to Kafka at once. */
    int batchBytes() {
        return (int) ConfigDef.parseType(
                ProducerConfig.BATCH_SIZE_CONFIG, toMap().get(ProducerConfig.BATCH_SIZE_CONFIG), ConfigDef.Type.INT);
    }

    private Map<String, Object> tunable() {
        Map<String, Object> settings = new HashMap<>(publish.kafka().clientProperties(CLIENT_ID));
        ProducerTimes times = ProducerTimes.of(publish.ackTimeout(), publish.producer());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(times.request()));
        // A connection carries one beacon at a time, so each millisecond here is throughput lost to every client; under
        // load batches fill while earlier ones are on their way.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, millis(times.linger()));
        // Some 1,500 impressions; the default of 16 KiB makes four times the requests at full load.
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
        // A broker that is back should not be found out only a second later.
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 250);
        // New partitions are used within this.
        settings.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return settings;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
