package hakaru.testkit;

import hakaru.embedded.EmbeddedKafka;
import hakaru.embedded.Ports;
import org.jspecify.annotations.Nullable;

/** Runs the test's broker in the test's own JVM. */
final class EmbeddedKafkaServer implements KafkaServer {
    private final TemporaryDirectory directory = TemporaryDirectory.create("hakaru-kafka");
    private final int port = Ports.free();
    private @Nullable EmbeddedKafka running;

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public synchronized void start() {
        if (running == null) {
            running = EmbeddedKafka.start(directory.path(), port);
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
