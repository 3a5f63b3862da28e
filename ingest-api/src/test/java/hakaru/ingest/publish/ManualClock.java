package hakaru.ingest.publish;

import io.micrometer.core.instrument.Clock;
import java.time.Duration;

/** Stands still until it is told to go on. */
public final class ManualClock implements Clock {
    private Duration elapsed = Duration.ZERO;

    public void advance(Duration time) {
        elapsed = elapsed.plus(time);
    }

    @Override
    public long wallTime() {
        return elapsed.toMillis();
    }

    @Override
    public long monotonicTime() {
        return elapsed.toNanos();
    }
}
