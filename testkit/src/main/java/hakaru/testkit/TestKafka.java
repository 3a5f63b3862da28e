package hakaru.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Gives tests a broker: one shared by all tests of a JVM, who keep apart by their topics' prefix, or one of their own that
 * they may stop and start again. Thread-safe.
 */
public final class TestKafka implements AutoCloseable {
    private static final Duration ADMIN_LIMIT = Duration.ofSeconds(30);

    private final KafkaServer server;

    private TestKafka(KafkaServer server) {
        this.server = server;
    }

    /** Returns the shared broker, which starts at the first call and stops with the JVM. Nobody may stop or close it. */
    public static TestKafka shared() {
        return Shared.KAFKA;
    }

    /** Starts a broker for one test, who closes it. */
    public static TestKafka own() {
        KafkaServer server = ServerKind.chosen().newKafka();
        server.start();
        return new TestKafka(server);
    }

    /**
     * Starts a broker for one test that clients reach through a relay only; the test closes it, and then the relay. It is
     * the embedded one, also where tests run on containers: their address cannot be made up.
     */
    public static TestKafka behind(KafkaRelay relay) {
        KafkaServer server = new EmbeddedKafkaServer(relay);
        server.start();
        return new TestKafka(server);
    }

    public String bootstrapServers() {
        return server.bootstrapServers();
    }

    /** Returns a prefix for names of topics and groups that no other test has. */
    public String newTopicPrefix() {
        return "t-" + RandomName.next() + ".";
    }

    public void createTopic(String name, int partitions) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
        try (Admin admin = admin()) {
            admin.createTopics(List.of(topic)).all().get(ADMIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating the topic " + name, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the topic %s could not be created: %s".formatted(name, e), e);
        }
    }

    /** Opens an administrative client, which the caller closes. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    /** Starts again on the same port and the same records. */
    public void start() {
        requireOwn();
        server.start();
    }

    public void stop() {
        requireOwn();
        server.stop();
    }

    @Override
    public void close() {
        requireOwn();
        server.discard();
    }

    private void requireOwn() {
        if (this == Shared.KAFKA) {
            throw new IllegalStateException("the shared broker serves other tests too; use TestKafka.own()");
        }
    }

    private static final class Shared {
        static final TestKafka KAFKA = own();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(KAFKA.server::discard, "test-kafka-close"));
        }
    }
}
