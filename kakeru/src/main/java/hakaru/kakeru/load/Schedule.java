package hakaru.kakeru.load;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says when each request is due, evenly spaced within each phase. It knows nothing of answers: the loop is open. */
public record Schedule(List<Phase> phases) {
    /** A stretch of time with one rate, in requests per second. */
    public record Phase(Duration duration, long rate) {
        private static final long MAX_RATE = 1_000_000;

        public Phase {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("a phase must last longer than " + duration);
            }
            if (rate < 1 || rate > MAX_RATE) {
                throw new IllegalArgumentException(
                        "a rate must lie between 1 and %,d requests/s; this is %,d".formatted(MAX_RATE, rate));
            }
        }

        private long requests() {
            return Math.multiplyExact(duration.toNanos() / 1_000, rate) / 1_000_000;
        }

        /** Nanoseconds from the start of the phase to the moment its request of this number is due. */
        private long dueAt(long number) {
            return number / rate * 1_000_000_000 + number % rate * 1_000_000_000 / rate;
        }
    }

    public Schedule {
        phases = List.copyOf(phases);
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("a schedule needs at least one phase");
        }
    }

    public static Schedule constant(long rate, Duration duration) {
        return new Schedule(List.of(new Phase(duration, rate)));
    }

    /** As people say it: {@code 5,000/s for 1m, then 30,000/s for 3m}. */
    public String words() {
        return phases.stream()
                .map(phase -> String.format(Locale.ROOT, "%,d/s for %s", phase.rate(), words(phase.duration())))
                .collect(Collectors.joining(", then "));
    }

    /** As people say it: {@code 1m30s}. */
    public static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
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
