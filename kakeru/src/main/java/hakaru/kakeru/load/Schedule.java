package hakaru.kakeru.load;

import java.time.Duration;
import java.util.List;

/** Says when each request is due, evenly spaced within each phase. It knows nothing of answers: the loop is open. */
public record Schedule(List<Phase> phases) {
    public Schedule {
        phases = List.copyOf(phases);
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("a schedule needs at least one phase");
        }
    }

    public static Schedule constant(long rate, Duration duration) {
        return new Schedule(List.of(new Phase(duration, rate)));
    }

    long requests() {
        return phases.stream().mapToLong(Phase::requests).sum();
    }

    public Duration length() {
        return phases.stream().map(Phase::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /** Nanoseconds from the start of the run to the moment this request is due; requests are numbered from 0. */
    long dueAt(long number) {
        long start = 0;
        long before = 0;
        for (Phase phase : phases) {
            long requests = phase.requests();
            if (number < before + requests) {
                return start + phase.dueAt(number - before);
            }
            before += requests;
            start += phase.duration().toNanos();
        }
        return Long.MAX_VALUE;
    }
}
