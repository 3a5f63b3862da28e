package hakaru.aggregator;

import hakaru.runtime.ServiceProcess;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.kafka.KafkaConfig;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaClientSupplier;
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
                settings -> withProbe(AggregatorConfig.from(settings)),
                config -> Aggregator.start(config, Clients::new));
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

    /** The job's own clients, but for producers that halt. */
    private record Clients(KafkaClientSupplier own) implements KafkaClientSupplier {
        @Override
        public Admin getAdmin(Map<String, Object> properties) {
            return own.getAdmin(properties);
        }

        @Override
        public Producer<byte[], byte[]> getProducer(Map<String, Object> properties) {
            return HaltingProducer.around(own.getProducer(properties));
        }

        @Override
        public Consumer<byte[], byte[]> getConsumer(Map<String, Object> properties) {
            return own.getConsumer(properties);
        }

        @Override
        public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> properties) {
            return own.getRestoreConsumer(properties);
        }

        @Override
        public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> properties) {
            return own.getGlobalConsumer(properties);
        }
    }

    /** Hands each call on to a producer, unless the process is to halt or to stand still before it. */
    private static final class HaltingProducer implements InvocationHandler {
        private final Producer<byte[], byte[]> producer;
        private boolean sent;

        private HaltingProducer(Producer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        @SuppressWarnings("unchecked") // It is what the argument is.
        static Producer<byte[], byte[]> around(Producer<byte[], byte[]> producer) {
            return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                    Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, new HaltingProducer(producer));
        }

        @Override
        public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            switch (method.getName()) {
                case "send" -> beforeSend();
                case "commitTransaction" -> beforeCommit();
                default -> {}
            }
            try {
                return method.invoke(producer, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }

        private void beforeSend() {
            if (!sent && POINT.equals("sending")) {
                standStill();
            }
            sent = true;
        }

        /** Streams has waited for the acknowledgements of all batches. */
        private void beforeCommit() {
            if (sent) {
                haltAt("commit");
            }
        }
    }
}
