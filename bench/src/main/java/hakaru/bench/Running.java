package hakaru.bench;

import hakaru.runtime.Lifecycle;
import hakaru.runtime.Service;
import java.util.concurrent.CompletableFuture;

/** Parts that run until the process is told to stop. */
record Running(Lifecycle parts, CompletableFuture<Void> failure) implements Service {
    static Running of(Lifecycle parts) {
        return new Running(parts, new CompletableFuture<>());
    }

    @Override
    public void close() {
        parts.close();
    }
}
