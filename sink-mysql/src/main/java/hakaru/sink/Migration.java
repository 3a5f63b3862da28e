package hakaru.sink;

import hakaru.runtime.Readiness;
import hakaru.runtime.Service;
import hakaru.sink.mysql.SchemaGate;
import java.util.concurrent.CompletableFuture;

/** Migrates the schema, makes and drops the partitions that are due, and is done: the sink's job before a deployment whose writer may not alter tables. */
record Migration() implements Service {
    static Migration run(SinkConfig config) throws InterruptedException {
        Readiness.Condition mysql = new Readiness().condition("mysql", "has not answered yet");
        SchemaGate gate = new SchemaGate(config.mysql(), config.retry(), mysql);
        gate.migrate();
        gate.maintain();
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
