package hakaru.kakeru.books;

import hakaru.kakeru.load.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Asks the ledger every few milliseconds for the receipts of probes that are not counted yet, from a thread of its own. Counts
 * and ledger move in one transaction: what the ledger has passed is visible. A probe counts as visible when the answer that
 * shows it has arrived, so a delay is never understated.
 */
public final class FreshnessPoller implements AutoCloseable {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(5);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final long MAX_MICROS = Duration.ofHours(1).toNanos() / 1_000;

    private final Queue<Awaited> outstanding = new ConcurrentLinkedQueue<>();
    private final Histogram delays = new Histogram(MAX_MICROS, 3);
    private final List<Freshness.Probe> seen = new ArrayList<>();
    private final Database database;
    private final long start = System.nanoTime();
    private final Thread thread = new Thread(this::poll, "kakeru-freshness");
    private volatile long deadline = Long.MAX_VALUE;

    /** A request that was answered 200, and when, on the monotonic clock: from there its freshness counts. */
    private record Awaited(Receipt receipt, long answeredNanos) {}

    FreshnessPoller(Database.Address address) {
        this.database = new Database(address, LONGEST_LOOK);
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes the receipt of a request that was answered 200 then, to look for; from any thread. */
    public void accepted(Receipt receipt, long answeredNanos) {
        outstanding.add(new Awaited(receipt, answeredNanos));
    }

    /** How long the oldest accepted probe that is not visible yet has waited; from any thread. */
    public Duration behind() {
        Awaited oldest = outstanding.peek();
        return oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest.answeredNanos());
    }

    /** Waits until all probes are visible, at most {@code limit}. */
    public Freshness finish(Duration limit) {
        end(limit);
        return new Freshness(delays, seen, outstanding.size());
    }

    private void end(Duration limit) {
        deadline = System.nanoTime() - start + limit.toNanos();
        try {
            thread.join(limit.plus(CLOSE_LIMIT).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end(Duration.ZERO);
    }

    private void poll() {
        try (database) {
            while (!isOver()) {
                LockSupport.parkNanos(look().toNanos());
            }
        }
    }

    private boolean isOver() {
        boolean idle = deadline != Long.MAX_VALUE && outstanding.isEmpty();
        return idle || System.nanoTime() - start > deadline;
    }

    /** Gives how long to wait before the next look. */
    private Duration look() {
        if (outstanding.isEmpty()) {
            return POLL_INTERVAL;
        }
        try {
            Map<Database.Partition, Long> countedTo = database.countedTo();
            long now = System.nanoTime();
            outstanding.removeIf(probe -> isSeen(probe, countedTo, now));
            return POLL_INTERVAL;
        } catch (DatabaseException e) {
            // The database is away, which the pipeline must survive too: the probes wait, and their delay shows it.
            return AFTER_FAILURE;
        }
    }

    private boolean isSeen(Awaited probe, Map<Database.Partition, Long> countedTo, long now) {
        Receipt receipt = probe.receipt();
        Database.Partition partition = new Database.Partition(receipt.topicId(), receipt.partition());
        if (countedTo.getOrDefault(partition, 0L) <= receipt.offset()) {
            return false;
        }
        long delay = Math.min(Math.max(0, (now - probe.answeredNanos()) / 1_000), MAX_MICROS);
        delays.recordValue(delay);
        seen.add(new Freshness.Probe((probe.answeredNanos() - start) / 1e9, delay / 1e3));
        return true;
    }
}
