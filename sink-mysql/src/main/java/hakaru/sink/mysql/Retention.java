package hakaru.sink.mysql;

import hakaru.runtime.config.Settings;
import java.time.Duration;

/**
 * How long counts are kept, in whole days; hours and days are kept for ever.
 *
 * @param seconds of {@code impressions_per_second}
 * @param minutes of {@code rolled_minutes}
 */
public record Retention(Duration seconds, Duration minutes) {
    private static final Duration LONGEST = Duration.ofDays(3_650);

    public Retention {
        requireDays("SINK_KEEP_SECONDS", seconds);
        requireDays("SINK_KEEP_MINUTES", minutes);
    }

    private static void requireDays(String name, Duration time) {
        if (!time.equals(Duration.ofDays(time.toDays()))) {
            throw new IllegalArgumentException(name + " must be whole days: a day is dropped as a whole");
        }
    }

    public static Retention from(Settings settings) {
        return new Retention(
                settings.duration(
                        "SINK_KEEP_SECONDS",
                        "7d",
                        Duration.ofDays(1),
                        LONGEST,
                        "How long impressions_per_second keeps a day; then it is dropped as a whole."),
                settings.duration(
                        "SINK_KEEP_MINUTES",
                        "90d",
                        Duration.ofDays(1),
                        LONGEST,
                        "How long impressions_per_minute keeps a day; hours and days are kept for ever."));
    }
}
