package hakaru.sink;

import hakaru.sink.mysql.Maintenance;
import hakaru.sink.mysql.RollUps;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import javax.sql.DataSource;

/** Rolls up all that has passed. For one thread. */
final class RollUpTask implements Repeated.Work {
    private final DataSource connections;
    private final RollUps rollUps;
    private final RollUpMetrics metrics;

    RollUpTask(DataSource connections, RollUpMetrics metrics) {
        this.connections = connections;
        this.rollUps = new RollUps(connections);
        this.metrics = metrics;
    }

    @Override
    public void run() throws SQLException {
        metrics.daysAhead(Maintenance.daysAhead(connections, LocalDate.now(Clock.systemUTC())));
        long behind;
        do {
            long begin = System.nanoTime();
            behind = rollUps.step().secondsBehind();
            metrics.stepped(Duration.ofNanos(System.nanoTime() - begin), behind);
        } while (behind > 0 && !Thread.currentThread().isInterrupted());
    }
}
