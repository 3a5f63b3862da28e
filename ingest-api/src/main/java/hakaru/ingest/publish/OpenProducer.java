package hakaru.ingest.publish;

import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/** A producer, and the metrics that are to vanish with it. */
record OpenProducer(Producer<byte[], byte[]> producer, Runnable unbindMetrics) {
    /** Waits up to {@code limit} for what is under way; what is left fails, and its beacons are answered so. */
    void close(Duration limit) {
        unbindMetrics.run();
        producer.close(limit);
    }
}
