package hakaru.aggregator;

import hakaru.aggregator.streams.FlushPace;
import hakaru.aggregator.streams.PacedProducer;
import hakaru.aggregator.streams.StreamsClients;
import hakaru.runtime.ServiceProcess;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.kafka.KafkaConfig;
import io.micrometer.core.instrument.Clock;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Runs the aggregator as a process that dies, as of a kill, at one point of its work: {@code -Dhakaru.halt=commit}, when
 * Kafka has a batch whose transaction is not committed; {@code -Dhakaru.halt=reading}, when it reads records again. With
 * {@code -Dhakaru.halt=sending} it stands still, as of a SIGSTOP, when it is about to send its first batch.
 */
final class HaltingAggregator {
    static final String COMMIT = "-Dhakaru.halt=commit";
    static final String READING = "-Dhakaru.halt=reading";
    static final String SENDING = "-Dhakaru.halt=sending";
    static final String STANDS_STILL = "stands still";
    static final int STATUS = 137;
    private static final String POINT = System.getProperty("hakaru.halt", "");

    private HaltingAggregator() {}

    public static void main(String[] arguments) {
        ServiceProcess.run(
                "aggregator",
                AggregatorConfig.PREFIX,
                settings -> withProbe(AggregatorConfig.from(settings)),
                config -> Aggregator.start(
                        config, pace -> new Clients(config.kafka(), config.job().instanceId(), pace)));
    }

    static void haltAt(String point) {
        if (POINT.equals(point)) {
            System.out.println("halts at " + point);
            System.out.flush();
            Runtime.getRuntime().halt(STATUS);
        }
    }

    /** Returns when somebody lets the process go on. */
    private static void standStill() {
        System.out.println(STANDS_STILL);
        System.out.flush();
        try {
            new ProcessBuilder(
                            "kill",
                            "-STOP",
                            Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("cannot stand still", e);
        }
    }

    /** Every client gets the probe; it looks only at what is read again. */
    private static AggregatorConfig withProbe(AggregatorConfig config) {
        Map<String, String> client = new HashMap<>(config.kafka().client().values());
        client.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, ReadingProbe.class.getName());
        KafkaConfig kafka = new KafkaConfig(
                config.kafka().bootstrapServers(),
                new ClientProperties(client),
                config.kafka().topics());
        return new AggregatorConfig(
                kafka,
                config.management(),
                config.flush(),
                config.repeats(),
                config.job(),
                config.formerStateDirectory());
    }

    private static final class Clients extends StreamsClients {
        private final Supplier<FlushPace> pace;

        Clients(KafkaConfig kafka, Optional<String> instanceId, Supplier<FlushPace> pace) {
            super(kafka, instanceId, pace);
            this.pace = pace;
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> properties) {
            return new HaltingProducer(named(properties), pace);
        }
    }

    private static final class HaltingProducer extends PacedProducer {
        private boolean sent;

        HaltingProducer(Map<String, Object> properties, Supplier<FlushPace> pace) {
            super(properties, pace, Clock.SYSTEM);
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            if (!sent && POINT.equals("sending")) {
                standStill();
            }
            sent = true;
            return super.send(record, callback);
        }

        /** Streams has waited for the acknowledgements of all batches. */
        @Override
        public void commitTransaction() {
            if (sent) {
                haltAt("commit");
            }
            super.commitTransaction();
        }
    }
}
