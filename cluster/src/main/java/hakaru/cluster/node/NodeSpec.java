package hakaru.cluster.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a process is started.
 *
 * @param directory where it runs, keeps its data and writes its log
 */
public record NodeSpec(String name, Tier tier, Path directory, List<String> command, Map<String, String> environment) {
    public NodeSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The same, by another command. */
    public NodeSpec withCommand(List<String> other) {
        return new NodeSpec(name, tier, directory, other, environment);
    }
}
