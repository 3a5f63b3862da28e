package hakaru.ingest.warmup;

import hakaru.ingest.port.EventLoops;
import hakaru.ingest.port.HttpConfig;
import hakaru.ingest.port.HttpPort;
import hakaru.ingest.publish.ImpressionPublisher;
import hakaru.ingest.publish.PublishConfig;
import hakaru.ingest.traffic.AdList;
import hakaru.ingest.traffic.AdListConfig;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.NamedThreads;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.management.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends beacons through a port of its own before the service is ready, so that who is ready is fast: the compiler has seen
 * the decoder, the router, the answers and the publisher at work, with every kind of client. They end at a producer that
 * keeps nothing, so nothing is counted, and metrics of their own are thrown away.
 */
public final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Endpoint ANY_PORT = new Endpoint("127.0.0.1", 0);
    private static final int CONNECTIONS = 64;
    private static final int CLIENTS = 2;
    private static final Duration WINDOW = Duration.ofMillis(500);

    private WarmUp() {}

    /**
     * Runs until it gets no faster, and for {@code limit} and one window of half a second at most; clients that then still
     * wait for an answer have 5 s. What goes wrong is logged and costs speed alone.
     *
     * @param limit none of it when that is nothing
     * @return how many beacons were answered
     * @throws InterruptedException when the process is told to stop meanwhile
     */
    public static long run(HttpConfig http, PublishConfig publish, Duration limit) throws InterruptedException {
        if (limit.isZero()) {
            return 0;
        }
        try (Lifecycle parts = new Lifecycle()) {
            return run(openPort(http, publish, parts), limit, parts);
        } catch (RuntimeException e) {
            LOG.warn("Not warmed up, so the first beacons are slow", e);
            return 0;
        }
    }

    private static long run(HttpPort port, Duration limit, Lifecycle parts) throws InterruptedException {
        LongAdder answered = startClients(port, parts);
        Plateau pace = new Plateau();
        long begin = System.nanoTime();
        do {
            TimeUnit.MILLISECONDS.sleep(WINDOW.toMillis());
            pace.add(answered.sumThenReset());
        } while (!pace.isReached() && System.nanoTime() - begin < limit.toNanos());
        LOG.info(
                "Warmed up with {} beacons in {} ms, the last at {} times the pace of the first",
                pace.sum(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
                pace.growth());
        return pace.sum();
    }

    private static HttpPort openPort(HttpConfig beacons, PublishConfig publish, Lifecycle parts)
            throws InterruptedException {
        HttpConfig http = new HttpConfig(ANY_PORT, beacons.eventLoops(), CONNECTIONS, beacons.idleTimeout());
        MeterRegistry metrics = Metrics.open(parts);
        EventLoops loops = parts.add("warm-up event loops", EventLoops.open(http));
        AdList ads = parts.add("warm-up list of ads", AdList.open(AdListConfig.NONE, metrics));
        ImpressionPublisher publisher = parts.add("warm-up publisher", ImpressionPublisher.toNowhere(publish, metrics));
        return parts.add("warm-up port", HttpPort.open(http, loops, new HttpPort.Downstream(ads, publisher), metrics));
    }

    /** Returns what counts their answers. Each ends, when the parts are closed, with the answers that it waits for. */
    private static LongAdder startClients(HttpPort port, Lifecycle parts) {
        LongAdder answered = new LongAdder();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS, NamedThreads.daemons("ingest-api-warm-up"));
        parts.add("warm-up clients", () -> {
            clients.shutdownNow();
            clients.awaitTermination(WarmUpClient.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        });
        for (int i = 0; i < CLIENTS; i++) {
            clients.execute(new WarmUpClient(port.port(), answered));
        }
        return answered;
    }
}
