package hakaru.kakeru.books;

import hakaru.kakeru.load.Beacon;
import hakaru.kakeru.load.Outcome.Fate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Notes what the database has counted before the load, has freshness measured meanwhile, and afterwards waits for the
 * pipeline and makes up the books. Confined to one thread.
 */
public final class Bookkeeper implements AutoCloseable {
    /** The server's clock stamps an impression; an hour is beyond any clock that is set at all, and spares the old rows. */
    private static final Duration LOOK_BACK = Duration.ofHours(1);

    private static final Duration LONGEST_SUM = Duration.ofMinutes(1);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    /** Several flushes long: what comes twice, or late, should be in the books. */
    private static final Duration QUIET = Duration.ofMillis(1_500);

    /** Notices when a number has stood still for a while. */
    static final class Stillness {
        private final long quietNanos;
        private long last = Long.MIN_VALUE;
        private long changed;

        Stillness(Duration quiet) {
            this.quietNanos = quiet.toNanos();
        }

        /** Takes the number as it is at {@code now}, in nanoseconds of a monotonic clock. */
        boolean observe(long number, long now) {
            if (number != last) {
                last = number;
                changed = now;
            }
            return now - changed >= quietNanos;
        }
    }

    private final Database.Address address;
    private final String databaseVersion;
    /** For the looks of each second: one that does not answer must not hold up the next. */
    private final Database ledger;

    private final FreshnessPoller freshness;
    private final Instant since;
    private final Snapshot before;

    private Bookkeeper(Database.Address address, String databaseVersion, Instant since, Snapshot before) {
        this.address = address;
        this.databaseVersion = databaseVersion;
        this.ledger = new Database(address, LONGEST_LOOK);
        this.freshness = new FreshnessPoller(address);
        this.since = since;
        this.before = before;
    }

    /**
     * Waits until nothing is counted any more, at most {@code limit}, and notes what is there.
     *
     * @throws DatabaseException when the database or a table cannot be read
     */
    public static Bookkeeper open(Database.Address address, Duration limit) throws DatabaseException {
        try (Database database = new Database(address, LONGEST_SUM)) {
            Instant since = Clock.systemUTC().instant().minus(LOOK_BACK);
            Stillness stillness = new Stillness(QUIET);
            long deadline = System.nanoTime() + limit.toNanos();
            while (!stillness.observe(database.ledger().passed(), System.nanoTime())
                    && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            }
            return new Bookkeeper(address, database.version(), since, database.counted(since));
        }
    }

    public FreshnessPoller freshness() {
        return freshness;
    }

    public String databaseVersion() {
        return databaseVersion;
    }

    /** Accepted impressions that are not counted yet; empty while the database does not answer. */
    public OptionalLong lag(long accepted) {
        try {
            return OptionalLong.of(
                    accepted - ledger.ledger().minus(before.ledger()).beacons());
        } catch (DatabaseException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Waits until all that was accepted is counted and nothing more comes, at most {@code limit}, and makes up the books.
     *
     * @throws DatabaseException when the database does not answer at the end
     */
    public Books reconcile(Collection<Beacon.Sent> sent, Duration limit) throws DatabaseException {
        long accepted =
                sent.stream().mapToLong(beacon -> beacon.count(Fate.ACCEPTED)).sum();
        Stillness stillness = new Stillness(QUIET);
        long deadline = System.nanoTime() + limit.toNanos();
        boolean caughtUp = false;
        while (!caughtUp && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            OptionalLong lag = lag(accepted);
            caughtUp = lag.isPresent() && stillness.observe(lag.getAsLong(), System.nanoTime()) && lag.getAsLong() <= 0;
        }
        return Books.of(sent, countedAtLast(deadline).since(before), caughtUp);
    }

    /** On fresh connections: one that has stood idle since before the load may have died with a server that is back by now. */
    private Snapshot countedAtLast(long deadline) throws DatabaseException {
        long last = Math.max(deadline, System.nanoTime() + LONGEST_LOOK.toNanos());
        while (true) {
            try (Database database = new Database(address, LONGEST_SUM)) {
                return database.counted(since);
            } catch (DatabaseException e) {
                if (System.nanoTime() - last >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(POLL_INTERVAL.toNanos());
            }
        }
    }

    @Override
    public void close() {
        freshness.close();
        ledger.close();
    }
}
