package hakaru.embedded;

import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
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

    private final BrokerSettings settings;
    private final Metrics metrics;
    private final SharedServer shared;
    private final ControllerServer controller;
    private final BrokerServer broker;

    KraftNode(BrokerSettings settings) {
        this.settings = settings;
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
     * Starts the controller, then the broker.
     *
     * @throws EmbeddedStartException when the controller does not let go of the former run of the broker
     */
    void startup() {
        controller.startup();
        FormerBroker.unregister(shared.loader(), settings.controllerAddress());
        broker.startup();
    }

    void shutdown() {
        broker.shutdown();
        controller.shutdown();
        metrics.close();
    }
}
