package hakaru.sink;

import hakaru.runtime.Readiness;
import hakaru.runtime.Service;
import hakaru.sink.mysql.SchemaGate;
import java.util.concurrent.CompletableFuture;

/** Migrates the schema and is done: the sink's job before a deployment whose writer may not alter tables. */
record Migration() implements Service {
    static Migration run(SinkConfig config) throws InterruptedException {
        Readiness.Condition mysql = new Readiness().condition("mysql", "has not answered yet");
        new SchemaGate(config.mysql(), config.retry(), mysql).migrate();
        return new Migration();
    }

    @Override
    public CompletableFuture<Void> failure() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        // Holds nothing open.
    }
}
