package hakaru.embedded;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A controller and a broker that share one JVM and one metadata log: what Kafka's own {@link KafkaRaftServer} puts
 * together, with {@link FormerBroker#unregister} between the start of the one and the start of the other.
 */
final class KraftNode {
    private static final Logger LOG = LoggerFactory.getLogger(KraftNode.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    private final Metrics metrics;
    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;

    private KraftNode(BrokerSettings settings) {
        KafkaConfig config = new KafkaConfig(settings.toMap(), false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        QuorumConfig quorum = config.quorumConfig();
        metrics = Server.initializeMetrics(
                config, Time.SYSTEM, stored._1().clusterId().orElseThrow());
        shared = new SharedServer(
                config,
                stored._1(),
                Time.SYSTEM,
                metrics,
                CompletableFuture.completedFuture(QuorumConfig.parseVoterConnections(quorum.voters())),
                QuorumConfig.parseBootstrapServers(quorum.bootstrapServers()),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        broker = new BrokerServer(shared);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
    }

    /**
     * Formats the storage when it is new, and starts the controller, then the broker. What has started of a node that does
     * not is stopped again.
     *
     * @throws EmbeddedStartException when the controller does not let go of the former run of the broker
     */
    static KraftNode start(BrokerSettings settings) throws Exception {
        format(settings.directory());
        KraftNode node = new KraftNode(settings);
        try {
            node.controller.startup();
            FormerBroker.unregister(node.shared.loader(), settings.controllerAddress());
            node.broker.startup();
            return node;
        } catch (Throwable e) {
            // Throwable, because Scala throws what it does not declare, such as InterruptedException. The part that
            // failed has stopped itself; what started before it has not.
            node.stop();
            throw e;
        }
    }

    /** The formatter writes this file last: storage that was cut short has none and is redone. */
    private static void format(Path directory) throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(directory);
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(BrokerSettings.NODE_ID)
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setMetadataLogDirectory(directory.toString())
                .addDirectory(directory.toString())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    /** Stops in order; gives up waiting after 20 s, because Kafka's own shutdown may wait for minutes. */
    void stop() {
        Thread shutdown = new Thread(this::shutdown, "embedded-kafka-close");
        shutdown.setDaemon(true);
        shutdown.start();
        try {
            shutdown.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (shutdown.isAlive()) {
            LOG.warn(
                    "Kafka has not stopped within {}; left to itself, it recovers its log at the next start",
                    CLOSE_LIMIT);
            return;
        }
        LOG.info("Kafka stopped");
    }

    private void shutdown() {
        broker.shutdown();
        controller.shutdown();
        metrics.close();
    }
}
