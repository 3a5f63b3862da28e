package hakaru.runtime;

import java.util.concurrent.CompletableFuture;

/** A running service; closing it is bounded in time and leaves nothing half done. */
public interface Service extends AutoCloseable {
    /** Completes exceptionally when the service cannot go on by itself, and normally only when its work is done. */
    CompletableFuture<Void> failure();

    @Override
    void close();

    /** A job whose work is done: nothing of it is open any more. */
    static Service done() {
        return new Service() {
            @Override
            public CompletableFuture<Void> failure() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
