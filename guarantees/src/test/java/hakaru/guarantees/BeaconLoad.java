package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Recount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sends beacons over several connections until it is closed, each with a name of its own, and remembers which were
 * answered 200. Owns the threads {@code test-beacons-N}.
 */
final class BeaconLoad implements AutoCloseable {
    private static final int THREADS = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = 1_000_000;

    private final Supplier<String> url;
    private final String run;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicInteger failed = new AtomicInteger();
    private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    private BeaconLoad(String run, Supplier<String> url) {
        this.run = run;
        this.url = url;
    }

    /**
     * Starts sending.
     *
     * @param run begins every ad's name, so that runs do not mix
     * @param url asked before each beacon, as a balancer is
     */
    static BeaconLoad start(String run, Supplier<String> url) {
        BeaconLoad load = new BeaconLoad(run, url);
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(load::sendUntilClosed, "test-beacons-" + i);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    private void sendUntilClosed() {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
        while (!closed) {
            send(client, run + "-" + sequence.incrementAndGet());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void send(HttpClient client, String ad) {
        URI uri = URI.create(url.get() + "?name=" + ad + "&value=7");
        try {
            HttpResponse<Void> response = client.send(
                    HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() == 200) {
                accepted.add(ad);
                return;
            }
            fail(ad + ": status " + response.statusCode());
        } catch (IOException e) {
            fail(ad + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void fail(String failure) {
        failed.incrementAndGet();
        failures.add(failure);
    }

    int accepted() {
        return accepted.size();
    }

    /** What was not answered 200; it may have been counted or not. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Each accepted beacon is in Kafka exactly once, and no other one more than once. */
    void assertEachAcceptedOnce(Recount recount) {
        Map<String, Long> times = recount.rows().entrySet().stream()
                .filter(row -> row.getKey().ad().startsWith(run + "-"))
                .collect(Collectors.groupingBy(
                        row -> row.getKey().ad(),
                        Collectors.summingLong(row -> row.getValue().impressions())));
        assertThat(times.keySet()).containsAll(accepted);
        assertThat(times.values()).containsOnly(1L);
    }

    /** Stops and waits for the last answers. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
