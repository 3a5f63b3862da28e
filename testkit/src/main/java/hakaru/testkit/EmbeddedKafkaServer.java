package hakaru.testkit;

import hakaru.embedded.EmbeddedKafka;
import hakaru.embedded.Ports;
import org.jspecify.annotations.Nullable;

/** Runs the test's broker in the test's own JVM. */
final class EmbeddedKafkaServer implements KafkaServer {
    private final TemporaryDirectory directory = TemporaryDirectory.create("hakaru-kafka");
    private final int port;
    private final int advertisedPort;
    private @Nullable EmbeddedKafka running;

    EmbeddedKafkaServer() {
        this.port = Ports.free();
        this.advertisedPort = port;
    }

    /** A broker that sends its clients to a relay. */
    EmbeddedKafkaServer(KafkaRelay relay) {
        this.port = relay.brokerPort();
        this.advertisedPort = relay.port();
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + advertisedPort;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = EmbeddedKafka.startBehind(directory.path(), port, advertisedPort);
        }
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Override
    public void discard() {
        stop();
        directory.delete();
    }
}
