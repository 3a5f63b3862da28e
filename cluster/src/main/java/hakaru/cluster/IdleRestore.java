package hakaru.cluster;

import hakaru.cluster.database.Dump;
import hakaru.cluster.database.MySql;
import hakaru.cluster.node.Wait;
import hakaru.cluster.report.Incident;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the database back to an older dump when nothing comes any more: no new batch tells the sink that its ledger has gone
 * back, so it must look by itself.
 */
final class IdleRestore {
    private static final String KIND = "database-restored-idle";
    private static final Duration AGE = Duration.ofSeconds(5);
    /** As the design promises it. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final @Nullable Dump dump;

    private IdleRestore(Cluster cluster, @Nullable Dump dump) {
        this.cluster = cluster;
        this.dump = dump;
    }

    /** Takes the dump under load, and lets some more be counted; does nothing unless wanted and possible. */
    static IdleRestore prepare(boolean wanted, Cluster cluster) throws SQLException, InterruptedException {
        if (!wanted || !(cluster.database() instanceof MySql mysql)) {
            return new IdleRestore(cluster, null);
        }
        Dump dump = Dump.take(mysql);
        Wait.pause(AGE);
        return new IdleRestore(cluster, dump);
    }

    /** Restores, and waits until all is counted again. */
    Optional<Incident> commit(double now) throws SQLException, InterruptedException {
        if (dump == null) {
            return Optional.empty();
        }
        long begin = System.nanoTime();
        dump.restore();
        boolean counted = Wait.comes(LIMIT, cluster::hasCountedAll);
        double seconds = (System.nanoTime() - begin) / 1e9;
        String failure = counted ? "" : "what was counted is not counted again within " + LIMIT.toSeconds() + " s";
        return Optional.of(new Incident(KIND, "the primary", now, now, 0, 0, seconds, failure));
    }
}
