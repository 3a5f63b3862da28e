package hakaru.sink;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.runtime.PeriodicTask;
import hakaru.runtime.management.RunningService;
import hakaru.sink.mysql.closing.DayClosing;
import hakaru.sink.mysql.closing.Settlement;
import hakaru.sink.mysql.maintenance.Maintenance;
import hakaru.sink.mysql.rollup.RollUpMetrics;
import hakaru.sink.mysql.rollup.RollUps;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/** Starts what goes on beside the counting, which needs none of it: <em>final to</em>, closed days, partitions, roll-ups. */
final class SideTasks {
    private static final Duration CLOSING_INTERVAL = Duration.ofSeconds(1);

    private SideTasks() {}

    /** Starts all of them; the service ends them. */
    static void add(SinkConfig config, RunningService service, HikariDataSource pool, LedgerLagMetrics metrics) {
        SinkConfig.SideWork work = config.sideWork();
        Settlement settlement = new Settlement(pool, work.finalAfter());
        LedgerLag lag = service.add("ledger lag", LedgerLag.start(config.kafka(), settlement, metrics));
        service.add("day closing", closeDays(lag, new DayClosing(pool, work.finalAfter())));
        if (config.mysql().migration().isPresent()) {
            service.add("maintenance", SchemaJobs.maintenance(config.mysql()));
        }
        service.add("roll-ups", rollUp(pool, work.rollUpInterval(), service.metrics()));
    }

    /** One a round, so that a long row of days does not hold up the writers. */
    private static PeriodicTask closeDays(LedgerLag lag, DayClosing closing) {
        return SideTask.of("day closing", CLOSING_INTERVAL, () -> {
                    Optional<DayClosing.Reached> reached = lag.reached();
                    if (reached.isPresent()) {
                        closing.closeNext(reached.get());
                    }
                })
                .start();
    }

    /** A sink that may make no partitions tells, too, how far they reach: whoever makes them may be gone. */
    private static PeriodicTask rollUp(HikariDataSource pool, Duration interval, MeterRegistry registry) {
        RollUpMetrics metrics = new RollUpMetrics(registry, Clock.systemUTC());
        RollUps rollUps = new RollUps(pool);
        return SideTask.of("roll-up", interval, () -> {
                    rollUps.run(metrics);
                    metrics.daysAhead(Maintenance.daysAhead(pool, LocalDate.now(Clock.systemUTC())));
                })
                .start();
    }
}
