package hakaru.testkit.network;

import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is wrong with the wires that come from certain processes.
 *
 * @param from names of the processes whose connections fail; nobody's name stands for all
 * @param delay for {@link Mode#DELAYED} and {@link Mode#LATE_ANSWERS}, one way
 */
public record Cut(Set<String> from, Mode mode, Duration delay) {
    public Cut {
        from = Set.copyOf(from);
    }

    /** Of all wires, wherever they come from. */
    public static Cut ofAll(Mode mode, Duration delay) {
        return new Cut(Set.of(), mode, delay);
    }

    /** Asks only where it must who a connection comes from. */
    boolean concerns(Supplier<String> source) {
        return from.isEmpty() || from.contains(source.get());
    }
}
