package hakaru.kakeru.books;

import hakaru.kakeru.load.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Asks the database every few milliseconds for the probes that are not visible yet, from a thread of its own. A probe counts
 * as visible when the answer that shows it has arrived, so a delay is never understated.
 */
public final class FreshnessPoller implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final long MAX_MICROS = Duration.ofHours(1).toNanos() / 1_000;

    private final Queue<Probe> accepted = new ConcurrentLinkedQueue<>();
    private final Map<String, Probe> outstanding = new LinkedHashMap<>();
    private final Histogram delays = new Histogram(MAX_MICROS, 3);
    private final List<Freshness.Sample> samples = new ArrayList<>();
    private final Database database;
    private final long start = System.nanoTime();
    private final Thread thread = new Thread(this::poll, "kakeru-freshness");
    private volatile long deadline = Long.MAX_VALUE;
    private volatile OptionalLong oldest = OptionalLong.empty();

    private FreshnessPoller(DatabaseAddress address) {
        this.database = new Database(address, LONGEST_LOOK);
        thread.setDaemon(true);
    }

    public static FreshnessPoller start(DatabaseAddress address) {
        FreshnessPoller poller = new FreshnessPoller(address);
        poller.thread.start();
        return poller;
    }

    /** Takes a probe to look for; from any thread. */
    public void accepted(Probe probe) {
        accepted.add(probe);
    }

    /** How long the oldest accepted probe that is not visible yet has waited; from any thread. */
    public Duration behind() {
        OptionalLong since = oldest;
        return since.isPresent() ? Duration.ofNanos(System.nanoTime() - since.getAsLong()) : Duration.ZERO;
    }

    /** Waits until all probes are visible, at most {@code limit}. */
    public Freshness finish(Duration limit) {
        deadline = System.nanoTime() - start + limit.toNanos();
        join(limit.plus(CLOSE_LIMIT));
        return new Freshness(delays, List.copyOf(samples), outstanding.size() + accepted.size());
    }

    @Override
    public void close() {
        deadline = 0;
        join(CLOSE_LIMIT);
    }

    private void join(Duration limit) {
        try {
            thread.join(limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        try (database) {
            while (!isOver()) {
                takeAccepted();
                oldest = outstanding.values().stream()
                        .mapToLong(Probe::answeredNanos)
                        .findFirst();
                LockSupport.parkNanos(look().toNanos());
            }
        }
    }

    private boolean isOver() {
        boolean idle = deadline != Long.MAX_VALUE && outstanding.isEmpty() && accepted.isEmpty();
        return idle || System.nanoTime() - start > deadline;
    }

    private void takeAccepted() {
        for (Probe probe = accepted.poll(); probe != null; probe = accepted.poll()) {
            outstanding.put(probe.ad(), probe);
        }
    }

    private Duration look() {
        if (outstanding.isEmpty()) {
            return POLL_INTERVAL;
        }
        try {
            Set<String> visible =
                    database.ask("look for probes", connection -> ProbeQuery.visible(connection, outstanding.values()));
            long now = System.nanoTime();
            visible.forEach(ad -> seen(ad, now));
            return POLL_INTERVAL;
        } catch (DatabaseException e) {
            // The database is away, which the pipeline must survive too: the probes wait, and their delay shows it.
            return AFTER_FAILURE;
        }
    }

    private void seen(String ad, long now) {
        Probe probe = outstanding.remove(ad);
        if (probe == null) {
            return;
        }
        long delay = Math.min(Math.max(0, (now - probe.answeredNanos()) / 1_000), MAX_MICROS);
        delays.recordValue(delay);
        samples.add(new Freshness.Sample((probe.answeredNanos() - start) / 1e9, delay));
    }
}
