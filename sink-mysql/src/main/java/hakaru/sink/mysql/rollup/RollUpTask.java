package hakaru.sink.mysql.rollup;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Rolls up all that has passed. For one thread. */
public final class RollUpTask {
    /** A rest is this many times as long as the step before it: the writers have three quarters of the time. */
    private static final int REST = 3;

    private final RollUps rollUps;
    private final RollUpMetrics metrics;

    public RollUpTask(DataSource connections, RollUpMetrics metrics) {
        this.rollUps = new RollUps(connections);
        this.metrics = metrics;
    }

    public void run() throws SQLException, InterruptedException {
        while (step() > 0) {
            // Until all is rolled up that could be.
        }
    }

    private long step() throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        long behind = rollUps.step();
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        metrics.stepped(time, behind);
        if (behind > 0) {
            TimeUnit.NANOSECONDS.sleep(REST * time.toNanos());
        }
        return behind;
    }
}
