package hakaru.cluster;

import java.nio.file.Path;
import java.util.Optional;
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

    Optional<Path> mysql() {
        return Optional.ofNullable(mysql);
    }
}
