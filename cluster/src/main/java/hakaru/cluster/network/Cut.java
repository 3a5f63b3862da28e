package hakaru.cluster.network;

import java.time.Duration;
import java.util.Set;

/**
 * What is wrong with the wires that come from certain processes.
 *
 * @param from names of the processes whose connections fail
 * @param delay for {@link Mode#DELAYED}, one way
 */
public record Cut(Set<String> from, Mode mode, Duration delay) {
    public Cut {
        from = Set.copyOf(from);
    }

    boolean concerns(String source) {
        return from.contains(source);
    }
}
