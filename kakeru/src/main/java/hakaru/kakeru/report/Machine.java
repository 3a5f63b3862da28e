package hakaru.kakeru.report;

import com.sun.management.OperatingSystemMXBean;
import io.netty.util.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Describes the machine and the versions: numbers mean nothing without them. */
public final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** The release as the jar's manifest says. */
    public static String release() {
        return Optional.ofNullable(Machine.class.getPackage().getImplementationVersion())
                .orElse("(unpackaged)");
    }

    /** What this process has taken of the processors so far. */
    public static Duration processorTime() {
        return Duration.ofNanos(system().getProcessCpuTime());
    }

    /** What a reader should know of it, by name. */
    public static Map<String, String> facts(String transport, double cores) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Processors", Runtime.getRuntime().availableProcessors() + " × " + processor());
        facts.put("Memory", Math.round(system().getTotalMemorySize() / 1024.0 / 1024 / 1024) + " GiB");
        facts.put("System", "%s %s %s".formatted(property("os.name"), property("os.version"), property("os.arch")));
        facts.put("Java", property("java.vm.name") + " " + property("java.runtime.version"));
        facts.put("Load test", "kakeru %s, Netty %s, %s".formatted(release(), netty(), transport));
        facts.put("Its own cost", String.format(Locale.ROOT, "%.2f cores", cores));
        return facts;
    }

    private static String netty() {
        Version version = Version.identify().get("netty-transport");
        return version == null ? "(unknown)" : version.artifactVersion();
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .orElse(property("os.arch"));
        } catch (IOException | UncheckedIOException e) {
            return property("os.arch");
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "(unknown)");
    }

    private static OperatingSystemMXBean system() {
        return (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    }
}
