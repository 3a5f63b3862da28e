package hakaru.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what the cluster is made of. */
final class ClusterOptions {
    @Option(names = "--home", paramLabel = "DIR", description = "Where hakaru is checked out (default: here).")
    Path home = Path.of("");

    @Option(names = "--work", paramLabel = "DIR", description = "Where the cluster runs (default: cluster/target/run).")
    Path work = Path.of("cluster/target/run");

    @Option(
            names = "--mysql",
            paramLabel = "ZIP",
            description =
                    "MySQL's distribution; without it the database is the embedded MariaDB, and has fewer faults.")
    @Nullable
    Path mysql;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of the topics at the start (default: ${DEFAULT-VALUE}).")
    int partitions = 6;

    @Option(
            names = "--instances",
            paramLabel = "N",
            description = "How many there are of each service (default: ${DEFAULT-VALUE}).")
    int instances = 2;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A variable for the services that read it, such as AGGREGATOR_FLUSH_INTERVAL=1s.")
    Map<String, String> set = new TreeMap<>();

    /** Those of one service: by its prefix, or shared. */
    Map<String, String> variablesOf(String prefix) {
        Map<String, String> own = new TreeMap<>(set);
        own.keySet()
                .removeIf(name -> !name.startsWith(prefix) && !name.startsWith("KAFKA_") && !name.startsWith("LOG_"));
        return own;
    }

    /** Those that are not the default, as they are written on the command line. */
    String written() {
        StringBuilder text = new StringBuilder(instances == 2 ? "" : " --instances " + instances);
        set.forEach(
                (name, value) -> text.append(" --set ").append(name).append('=').append(value));
        return text.toString();
    }

    Optional<Path> mysql() {
        return Optional.ofNullable(mysql);
    }
}
