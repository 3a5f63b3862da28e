package hakaru.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a service in the order they were opened; closes them in reverse.
 *
 * <p>Each part bounds its own closing. A part that fails to close is logged, and the others are closed all the same.
 * Closing again does nothing. Safe for use by several threads.
 */
public final class Lifecycle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

    private final Deque<Part> parts = new ArrayDeque<>();
    private boolean closed;

    private record Part(String name, AutoCloseable closeable) {}

    /** Opens something of several parts. */
    @FunctionalInterface
    public interface Opener<P, T, E extends Exception> {
        T open(P parts) throws E, InterruptedException;
    }

    /** Opens something of several parts; when one of them does not open, those before it are closed again. */
    public static <T, E extends Exception> T open(Opener<Lifecycle, T, E> opener) throws E, InterruptedException {
        Lifecycle lifecycle = new Lifecycle();
        try {
            return opener.open(lifecycle);
        } catch (Exception | Error e) {
            lifecycle.close();
            throw e;
        }
    }

    /** Adds a part that has just been opened. One that comes after closing has begun is closed at once. */
    public <T extends AutoCloseable> T add(String name, T closeable) {
        synchronized (this) {
            if (!closed) {
                parts.push(new Part(name, closeable));
                return closeable;
            }
        }
        close(new Part(name, closeable));
        throw new IllegalStateException(name + " was opened while its service was closing");
    }

    @Override
    public void close() {
        Deque<Part> toClose;
        synchronized (this) {
            closed = true;
            toClose = new ArrayDeque<>(parts);
            parts.clear();
        }
        toClose.forEach(Lifecycle::close);
    }

    private static void close(Part part) {
        try {
            part.closeable().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("Interrupted while closing {}", part.name());
        } catch (Exception | Error e) {
            // An Error too: what is left must be closed all the same.
            LOG.error("Could not close {} in order; what it held is recovered at the next start", part.name(), e);
        }
    }
}
