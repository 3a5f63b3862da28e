package hakaru.bench;

import hakaru.contract.Impression;
import hakaru.contract.Topics;
import hakaru.runtime.kafka.KafkaConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes impressions at a steady rate, one partition after the other, and remembers when each was sent. The only one
 * that writes there, so the n-th record of a partition has offset n. Owns the thread {@code bench-load}.
 */
final class LiveLoad implements AutoCloseable {
    private static final long NANOS = 1_000_000_000L;
    private static final int ADS = 100;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final int rate;
    private final Map<Integer, List<Long>> sentAt = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::publish, "bench-load");
    private volatile boolean stopped;

    private LiveLoad(KafkaConfig kafka, int rate) {
        this.topic = kafka.topic(Topics.IMPRESSIONS);
        this.rate = rate;
        this.producer = ImpressionBacklog.producer(kafka);
    }

    static LiveLoad start(KafkaConfig kafka, int rate) {
        LiveLoad load = new LiveLoad(kafka, rate);
        load.thread.start();
        return load;
    }

    /** When the record was sent, in {@code System.nanoTime}. */
    long sentAt(int partition, long offset) {
        List<Long> times = sentAt.getOrDefault(partition, List.of());
        synchronized (times) {
            return times.get((int) offset);
        }
    }

    /** Impressions sent so far. */
    long sent() {
        return sentAt.values().stream().mapToLong(List::size).sum();
    }

    private void publish() {
        byte[][] values = new byte[ADS][];
        for (int ad = 0; ad < ADS; ad++) {
            values[ad] = Impression.newBuilder().setAd("ad-" + ad).build().toByteArray();
        }
        long begin = System.nanoTime();
        for (long i = 0; !stopped; i++) {
            long due = begin + i * NANOS / rate;
            while (System.nanoTime() < due && !stopped) {
                LockSupport.parkNanos(Math.min(due - System.nanoTime(), NANOS / 1_000));
            }
            int partitions = producer.partitionsFor(topic).size();
            int partition = (int) (i % partitions);
            note(partition);
            var unused = producer.send(new ProducerRecord<>(topic, partition, null, null, values[(int) (i % ADS)]));
            if (i == partitions - 1) {
                // A partition made a moment ago may refuse its first batch and take the second: the first is lost then.
                producer.flush();
            }
        }
    }

    private void note(int partition) {
        List<Long> times = sentAt.computeIfAbsent(partition, unused -> new ArrayList<>());
        synchronized (times) {
            times.add(System.nanoTime());
        }
    }

    /** Stops publishing and waits until everything is acknowledged. */
    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
        producer.close();
    }
}
