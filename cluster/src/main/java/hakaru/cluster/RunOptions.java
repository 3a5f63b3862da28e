package hakaru.cluster;

import hakaru.cluster.fault.FaultKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say what happens to the cluster. */
final class RunOptions {
    private static final int DEFAULT_RATE = 500;

    @Option(
            names = "--faults",
            paramLabel = "KIND,...",
            split = ",",
            converter = KindOption.class,
            description = "Kinds of faults (default: all that this machine allows); --list shows them.")
    List<FaultKind> faults = List.of(FaultKind.values());

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            converter = ScenarioOption.class,
            description =
                    "Instead of faults: deploy (all tiers restarted in order) or broker-kill; at 2000/s unless --rate says otherwise.")
    @Nullable
    Scenario scenario;

    @Option(
            names = "--idle-restore",
            description = "At the end, when nothing comes any more, put the database back to an older dump.")
    boolean idleRestore;

    @Option(names = "--seed", paramLabel = "N", description = "Repeats a run (default: another one each time).")
    long seed = System.currentTimeMillis() % 1_000_000;

    @Option(
            names = "--seeds",
            paramLabel = "FROM-TO",
            converter = SeedsOption.class,
            description = "A run with each of these seeds, and the table of all.")
    @Nullable
    List<Long> seeds;

    @Option(
            names = "--at-once",
            paramLabel = "N",
            description =
                    "So many faults strike within a few seconds, each on something else, and then all must recover (default: ${DEFAULT-VALUE}).")
    int atOnce = 1;

    @Option(
            names = "--longest",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "How long a fault lasts at most (default: as long as its kind says).")
    Duration longest = Duration.ofMinutes(1);

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "How long faults are committed: 90s, 5m, 2h (default: 5m).")
    Duration duration = Duration.ofMinutes(5);

    @Option(names = "--count", paramLabel = "N", description = "Stop after so many faults.")
    int count = Integer.MAX_VALUE;

    @Option(names = "--rate", paramLabel = "N", description = "Requests per second (default: 500).")
    @Nullable
    Integer rate;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where the report goes (default: cluster/target/results).")
    Path results = Path.of("cluster/target/results");

    int rate() {
        if (rate != null) {
            return rate;
        }
        return scenario == null ? DEFAULT_RATE : Scenario.RATE;
    }

    List<Long> seeds() {
        return seeds == null ? List.of(seed) : seeds;
    }

    /** Reads 1-20. */
    static final class SeedsOption implements ITypeConverter<List<Long>> {
        @Override
        public List<Long> convert(String text) {
            if (!text.matches("\\d{1,9}-\\d{1,9}")) {
                throw new TypeConversionException("'" + text + "' is not a range of seeds such as 1-20");
            }
            long[] ends = Arrays.stream(text.split("-", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return LongStream.rangeClosed(ends[0], ends[1]).boxed().toList();
        }
    }

    /** Reads the label of a kind. */
    static final class KindOption implements ITypeConverter<FaultKind> {
        @Override
        public FaultKind convert(String text) {
            try {
                return FaultKind.of(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + "; there are "
                        + Arrays.stream(FaultKind.values())
                                .map(FaultKind::label)
                                .toList());
            }
        }
    }

    /** Reads the label of a scenario. */
    static final class ScenarioOption implements ITypeConverter<Scenario> {
        @Override
        public Scenario convert(String text) {
            return Arrays.stream(Scenario.values())
                    .filter(scenario -> scenario.label().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("no scenario is called " + text));
        }
    }

    /** Reads 90s, 5m, 2h. */
    static final class DurationOption implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (!text.matches("[1-9]\\d{0,5}[smh]")) {
                throw new TypeConversionException("'" + text + "' is not a duration such as 90s, 5m or 2h");
            }
            return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
        }
    }
}
