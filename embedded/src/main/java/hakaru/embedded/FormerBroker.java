package hakaru.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.loader.MetadataLoader;
import org.apache.kafka.image.publisher.MetadataPublisher;
import org.apache.kafka.metadata.BrokerRegistration;

/**
 * Takes the leadership from the run of the broker before this one, when it was killed and could not give it up.
 *
 * <p>The controller believes a killed broker alive until its session expires. A broker that starts in that time takes
 * itself for the leader, loads the transactions that were being committed, and tries to tell their partitions. When the
 * session does expire, the partitions have no leader for a moment; a coordinator that looks just then takes them for
 * deleted and calls the transaction complete (KAFKA-20734, in Kafka 4.1 to 4.3). Its records then stay uncommitted for
 * ever, and the aggregator waits for ever for offsets that stay unstable.
 */
final class FormerBroker implements MetadataPublisher {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final CompletableFuture<Boolean> aliveAtStart = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private FormerBroker() {}

    /**
     * Returns when the metadata say that no broker is alive, as they do after an orderly stop. Needs a controller that
     * has started, at the given address, and no broker yet.
     *
     * @throws EmbeddedStartException when a step takes more than 30 s, or the thread is interrupted
     */
    static void unregister(MetadataLoader loader, String controller) {
        FormerBroker former = new FormerBroker();
        try {
            await(loader.installPublishers(List.of(former)));
            if (await(former.aliveAtStart)) {
                unregister(controller);
                await(former.gone);
            }
            await(loader.removeAndClosePublisher(former));
        } catch (ExecutionException | TimeoutException e) {
            throw new EmbeddedStartException("the former run of the broker was not unregistered: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedStartException("interrupted before the former run of the broker was unregistered", e);
        }
    }

    private static void unregister(String controller)
            throws ExecutionException, TimeoutException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, controller))) {
            await(admin.unregisterBroker(BrokerSettings.NODE_ID).all());
        }
    }

    private static <T> T await(Future<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public String name() {
        return "FormerBroker";
    }

    /** Is called with the whole metadata first, with each change later; must not throw, or the loader ends the JVM. */
    @Override
    public void onMetadataUpdate(MetadataDelta delta, MetadataImage image, LoaderManifest manifest) {
        BrokerRegistration registration = image.cluster().broker(BrokerSettings.NODE_ID);
        boolean alive = registration != null && !registration.fenced();
        aliveAtStart.complete(alive);
        if (!alive) {
            gone.complete(null);
        }
    }
}
