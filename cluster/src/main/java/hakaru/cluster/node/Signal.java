package hakaru.cluster.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** A signal that Java cannot send by itself. */
public enum Signal {
    STOP,
    CONT;

    private static final int LIMIT_SECONDS = 5;

    /** Sends it to one process, by its id; one that has ended does not mind. */
    public void send(long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("kill -%s %d hangs".formatted(name(), pid));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("kill -%s %d".formatted(name(), pid), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
