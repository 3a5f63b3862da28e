package hakaru.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Gives processes a core of their own, with {@code taskset}. */
final class Cores {
    private Cores() {}

    /** Begins a command line whose process keeps to one core. */
    static List<String> only(int core) {
        return List.of("taskset", "-c", Integer.toString(core));
    }

    /** Confines this process, with all threads it has and will have, to one core. */
    static void confineThisProcessTo(int core) throws InterruptedException {
        String pid = Long.toString(ProcessHandle.current().pid());
        List<String> command = List.of("taskset", "-a", "-c", "-p", Integer.toString(core), pid);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed; is there a core " + core + "?");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run taskset, which is in util-linux", e);
        }
    }
}
