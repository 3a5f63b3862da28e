package hakaru.embedded;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.message.BrokerHeartbeatRequestData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.loader.MetadataLoader;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.BrokerRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the leadership from the run of the broker before this one, when that run was killed and could not give it up.
 *
 * <p>The controller believes a killed broker alive until its session expires. A broker that starts in that time takes
 * itself for the leader, loads the transactions that were being committed, and tries to tell their partitions. When the
 * session does expire, the partitions have no leader for a moment; a coordinator that looks just then takes them for
 * deleted and calls the transaction complete (KAFKA-20734, in Kafka 4.1 to 4.3). Its records then stay uncommitted for
 * ever, and the aggregator waits for ever for offsets that stay unstable.
 */
final class FormerBroker implements MetadataPublisher {
    /** Far more than a session: after it, something else is wrong. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(FormerBroker.class);

    private final Controller controller;
    private final CompletableFuture<Void> fenced = new CompletableFuture<>();

    private FormerBroker(Controller controller) {
        this.controller = controller;
    }

    /**
     * Returns when the metadata say that no broker is alive. Needs a controller that has started and no broker.
     *
     * @throws EmbeddedStartException when that takes more than 30 s, or the thread is interrupted
     */
    static void fence(Controller controller, MetadataLoader loader) {
        FormerBroker former = new FormerBroker(controller);
        try {
            loader.installPublishers(List.of(former)).get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
            former.fenced.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
            loader.removeAndClosePublisher(former).get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new EmbeddedStartException("the former run of the broker was not fenced: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedStartException("interrupted before the former run of the broker was fenced", e);
        }
    }

    @Override
    public String name() {
        return "FormerBroker";
    }

    /** Is called with the whole metadata first, and with each change later; all on one thread. */
    @Override
    public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
        BrokerRegistration registration = image.cluster().broker(BrokerSettings.NODE_ID);
        if (registration == null || registration.fenced()) {
            fenced.complete(null);
        } else {
            askToFence(registration);
        }
    }

    /** Sends what a broker sends that wants to be fenced. */
    private void askToFence(BrokerRegistration registration) {
        var heartbeat = new BrokerHeartbeatRequestData()
                .setBrokerId(registration.id())
                .setBrokerEpoch(registration.epoch())
                .setWantFence(true);
        var nobody =
                new ControllerRequestContext(new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
        var unused = controller.processBrokerHeartbeat(nobody, heartbeat).whenComplete((reply, error) -> {
            if (error != null) {
                LOG.info("Kafka waits for the session of its former run to expire: {}", error.toString());
            }
        });
    }
}
