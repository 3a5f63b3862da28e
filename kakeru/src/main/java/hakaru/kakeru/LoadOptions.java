package hakaru.kakeru;

import static java.util.stream.Collectors.joining;

import hakaru.kakeru.load.LoadSettings;
import hakaru.kakeru.load.Mix;
import hakaru.kakeru.load.Schedule;
import hakaru.kakeru.load.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is sent, where, and how fast. */
final class LoadOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8081/hakaru",
            description = {
                "Where beacons go (default: ${DEFAULT-VALUE}).",
                "Given more than once, they go to each in turn, as to a cluster without a balancer."
            })
    List<Target> targets = List.of();

    @Option(names = "--allow-remote", description = "Allow a target that is not this machine. Ask its owner first.")
    boolean allowRemote;

    @Option(
            names = "--rate",
            paramLabel = "N|max",
            description = {
                "Requests per second (default: ${DEFAULT-VALUE}).",
                "max finds the highest rate at which the goal holds, then runs at it."
            })
    Rate rate = new Rate.Fixed(1_000);

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "How long to send: 500ms, 30s, 1m30s (default: 30s).")
    Duration duration = Duration.ofSeconds(30);

    @Option(
            names = "--ramp",
            paramLabel = "TIME:N,...",
            description = "Phases instead of --rate and --duration, such as 1m:5000,3m:30000.")
    @Nullable
    Schedule ramp;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            description = "Run at a quarter of the rate first; in the books, not in the figures (default: none).")
    Duration warmUp = Duration.ZERO;

    @Option(
            names = "--connections",
            paramLabel = "N",
            description = "Most requests under way at once (default: ${DEFAULT-VALUE}).")
    int connections = 256;

    @Option(
            names = "--keep-alive",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Use connections again (default); --no-keep-alive opens one per request.")
    boolean keepAlive;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long a request may wait to be sent, and then for its answer (default: 5s).")
    Duration timeout = Duration.ofSeconds(5);

    @Option(
            names = "--queue",
            paramLabel = "N",
            description = "Most requests that wait for a connection (default: ${DEFAULT-VALUE}).")
    int queue = 262_144;

    @Option(names = "--ads", paramLabel = "N", description = "Number of ads; without it 90 %% open and 10 %% purchase.")
    int ads;

    @Option(
            names = "--spread",
            paramLabel = "zipf|even",
            description = "How often each of --ads is shown (default: zipf).")
    Mix.Spread spread = Mix.Spread.ZIPF;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed sends the same sequence (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--probes",
            paramLabel = "N",
            description =
                    "Accepted requests per second by whose receipts freshness is measured (default: ${DEFAULT-VALUE}).")
    int probes = 5;

    @Option(names = "--ids", description = "Give each request an id, so that it counts once however often it is sent.")
    boolean ids;

    @Option(
            names = "--retry",
            paramLabel = "TIME",
            arity = "0..1",
            fallbackValue = "90s",
            description = {
                "Send again, with the same id, what is not accepted, for that long (default: 90s); needs --ids.",
                "Less than AGGREGATOR_REPEAT_WINDOW, within which an id counts once.",
                "Each time its answer may take longer, up to eight times --timeout.",
                "Then no request may stay unknown, and accepted must be what is counted, exactly."
            })
    Duration retry = Duration.ZERO;

    /** @param run tells its ids from those of other runs */
    LoadSettings settings(String run) {
        return new LoadSettings(targets, connections, keepAlive, timeout, queue, retry, ids ? run + '.' : "");
    }

    Mix mix() {
        return ads == 0 ? Mix.original(seed) : Mix.ofAds(ads, spread, seed);
    }

    /** What was asked for, in a report's words. */
    Map<String, String> described(Schedule schedule) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Target", targets.stream().map(Target::toString).collect(joining(", ")));
        facts.put("Schedule", schedule.words());
        facts.put("Connections", connections + (keepAlive ? ", kept alive" : ", a new one per request"));
        facts.put(
                "Mix",
                ads == 0
                        ? "open and purchase"
                        : "%,d ads, %s".formatted(ads, spread.name().toLowerCase(Locale.ROOT)));
        facts.put("Ids", !ids ? "none" : retry.isZero() ? "each its own" : "each its own; sent again until accepted");
        facts.put("Seed", Long.toString(seed));
        facts.put("Timeout", Schedule.words(timeout));
        return facts;
    }
}
