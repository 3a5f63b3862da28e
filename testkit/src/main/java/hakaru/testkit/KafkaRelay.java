package hakaru.testkit;

import hakaru.embedded.Ports;
import hakaru.testkit.network.Cut;
import hakaru.testkit.network.Mode;
import hakaru.testkit.network.Network;
import hakaru.testkit.network.Relay;
import java.time.Duration;

/**
 * Stands between a broker and its clients and makes it slow, silent or unreachable, without the broker knowing. The
 * broker must advertise the relay's address, or clients go round it: {@link TestKafka#behind}. Thread-safe.
 */
public final class KafkaRelay implements AutoCloseable {
    private final int brokerPort = Ports.free();
    private final Network network = Network.ofRelays();
    private final Relay relay = network.relay("kafka", brokerPort);

    private KafkaRelay() {}

    /** Opens a relay that lets everything through, to a broker that is still to be started. */
    public static KafkaRelay open() {
        return new KafkaRelay();
    }

    /** The port clients are to use. */
    int port() {
        return relay.port();
    }

    int brokerPort() {
        return brokerPort;
    }

    /** From now on the broker does what it is asked to, and nobody hears of it. */
    public void holdAnswers() {
        relay.impose(Cut.ofAll(Mode.ASYMMETRIC, Duration.ZERO));
    }

    /** From now on nothing reaches the broker, and nothing comes from it, though connections stand. */
    public void holdEverything() {
        relay.impose(Cut.ofAll(Mode.DROPPED, Duration.ZERO));
    }

    /** From now on each answer comes that much later. */
    public void delayAnswers(Duration delay) {
        relay.impose(Cut.ofAll(Mode.LATE_ANSWERS, delay));
    }

    /** Lets through what was held, in order, and what comes from now on without delay. */
    public void release() {
        relay.heal();
    }

    @Override
    public void close() {
        network.close();
    }
}
