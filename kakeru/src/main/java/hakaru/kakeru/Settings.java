package hakaru.kakeru;

import hakaru.kakeru.load.Phase;
import hakaru.kakeru.load.Schedule;
import hakaru.kakeru.report.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in a report what was asked for. */
final class Settings {
    private Settings() {}

    static List<Fact> of(LoadOptions load, Schedule schedule) {
        return List.of(
                new Fact("Target", String.join(", ", load.urls)),
                new Fact("Schedule", words(schedule)),
                new Fact(
                        "Connections",
                        load.connections + (load.keepAlive ? ", kept alive" : ", a new one per request")),
                new Fact(
                        "Mix",
                        load.ads == 0
                                ? "the original's"
                                : "%,d ads, %s"
                                        .formatted(load.ads, load.spread.name().toLowerCase(Locale.ROOT))),
                new Fact(
                        "Ids",
                        load.ids ? load.retry ? "each its own; sent again until accepted" : "each its own" : "none"),
                new Fact("Seed", Long.toString(load.seed)),
                new Fact("Timeout", words(load.timeout)));
    }

    static String words(Schedule schedule) {
        return schedule.phases().stream().map(Settings::phase).collect(Collectors.joining(", then "));
    }

    private static String phase(Phase phase) {
        return String.format(Locale.ROOT, "%,d/s for %s", phase.rate(), words(phase.duration()));
    }

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
