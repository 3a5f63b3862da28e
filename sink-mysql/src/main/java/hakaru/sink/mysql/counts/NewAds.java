package hakaru.sink.mysql.counts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;

/** Bounds how many ads may be new: so many at once, and as many again within each minute. For one thread. */
public final class NewAds {
    private static final double MINUTE = Duration.ofMinutes(1).toMillis();

    private final int perMinute;
    private final Clock clock;
    private final Counter unlisted;
    private double left;
    private long asOf;

    public NewAds(int perMinute, MeterRegistry registry, Clock clock) {
        this.perMinute = perMinute;
        this.clock = clock;
        this.left = perMinute;
        this.asOf = clock.millis();
        this.unlisted = Counter.builder("hakaru.sink.new.ads.refused")
                .description(
                        "Names of ads beyond SINK_NEW_ADS a minute; each time, what came with them is counted as (unlisted)")
                .register(registry);
    }

    /** Whether one more may be. */
    boolean take() {
        long now = clock.millis();
        left = Math.min(perMinute, left + Math.max(0, now - asOf) / MINUTE * perMinute);
        asOf = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    void unlisted(int ads) {
        unlisted.increment(ads);
    }
}
