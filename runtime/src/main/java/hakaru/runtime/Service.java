package hakaru.runtime;

import java.util.concurrent.CompletableFuture;

/** A running service; closing it is bounded in time and leaves nothing half done. */
public interface Service extends AutoCloseable {
    /** Completes exceptionally when the service cannot go on by itself, and normally only when its work is done. */
    CompletableFuture<Void> failure();

    @Override
    void close();
}
