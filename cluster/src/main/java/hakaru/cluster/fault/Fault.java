package hakaru.cluster.fault;

import java.time.Duration;
import java.util.Set;

/**
 * One thing that goes wrong with the cluster. What it does is drawn before it strikes, so that a seed repeats it; what it
 * finds, such as who leads a partition, may differ.
 */
public interface Fault {
    /** What it strikes, in words. */
    String target();

    /** Names what it must have for itself: of faults at once, each strikes something else. */
    Set<String> claims();

    /** How long it lasts from its strike until it is mended; zero for one that is over at once. */
    Duration length();

    void strike() throws Exception;

    /** Puts right what an operator or an orchestrator would; what is left must recover by itself. */
    void mend() throws Exception;
}
