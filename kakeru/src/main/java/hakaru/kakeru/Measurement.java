package hakaru.kakeru;

import hakaru.kakeru.load.LoadGenerator;
import hakaru.kakeru.load.RunResult;
import hakaru.kakeru.load.Schedule;
import hakaru.kakeru.report.Goal;
import hakaru.kakeru.report.Machine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs what the options ask for: a given schedule, or the highest rate that holds. */
final class Measurement {
    /** A rate that held for seconds may not hold for minutes; then a little less may. */
    private static final double STEP_DOWN = 0.95;

    private static final Duration LONGEST_REST = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 6;
    private static final int WARM_UP_DIVISOR = 4;

    private final LoadOptions load;
    private final boolean probes;
    private final Duration trial;
    private final Goal goal;
    private final LoadGenerator generator;
    private final Progress progress;
    private @Nullable Result latest;

    /** The run that the report is about; {@code cores} is the processor time kakeru itself took, per second. */
    record Result(Schedule schedule, RunResult result, double cores) {}

    Measurement(Kakeru options, LoadGenerator generator, Progress progress) {
        this.load = options.load;
        this.probes = options.books.reconcile && options.load.probes > 0;
        this.trial = options.goal.trial;
        this.goal = options.goal.goal(options.load.rate);
        this.generator = generator;
        this.progress = progress;
    }

    Result run() {
        if (load.ramp != null) {
            return measure(load.ramp);
        }
        if (load.rate instanceof Rate.Fixed fixed) {
            return measure(Schedule.constant(fixed.perSecond(), load.duration));
        }
        return highest();
    }

    private Result highest() {
        long rate = Math.max(1, new HighestRate(this::holds).find());
        Result measurement = measure(Schedule.constant(rate, load.duration));
        for (int i = 1; i < ATTEMPTS && !goal.holds(measurement.result()); i++) {
            rate = Math.max(1, (long) (rate * STEP_DOWN));
            measurement = measure(Schedule.constant(rate, load.duration));
        }
        return measurement;
    }

    private boolean holds(long rate) {
        progress.announce("trying %,d/s".formatted(rate));
        boolean holds = goal.holds(follow(Schedule.constant(rate, trial)).result());
        progress.rest(LONGEST_REST);
        return holds;
    }

    private Result measure(Schedule schedule) {
        warmUp(schedule.phases().get(0).rate());
        if (probes) {
            // Only now: what a cold pipeline takes is not what is asked for.
            generator.probeEvery(Duration.ofSeconds(1).dividedBy(load.probes));
        }
        progress.announce("running " + schedule.words());
        return follow(schedule);
    }

    /** Cold code, here and at the target, takes a hundred milliseconds for what later takes one. */
    private void warmUp(long rate) {
        if (!load.warmUp.isZero()) {
            progress.announce("warming up");
            follow(Schedule.constant(Math.max(1, rate / WARM_UP_DIVISOR), load.warmUp));
        }
    }

    /** Once the load is stopped, the run that was under way then is the one to report. */
    private Result follow(Schedule schedule) {
        if (latest != null && generator.isStopped()) {
            return latest;
        }
        Duration before = Machine.processorTime();
        long start = System.nanoTime();
        RunResult result = progress.follow(generator.start(schedule, goal.latencyLimit(), progress::add));
        double spent = Machine.processorTime().minus(before).toNanos();
        latest = new Result(schedule, result, spent / (System.nanoTime() - start));
        return latest;
    }
}
