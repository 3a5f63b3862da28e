package hakaru.ingest;

import hakaru.runtime.NamedThreads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Browsers of this process, a thread each, that ask its own port for as much as they can. */
final class WarmUpClients implements AutoCloseable {
    private final LongAdder answered = new LongAdder();
    private final ExecutorService threads;

    private WarmUpClients(int clients) {
        threads = Executors.newFixedThreadPool(clients, NamedThreads.daemons("ingest-api-warm-up"));
    }

    static WarmUpClients start(int port, int clients) {
        WarmUpClients started = new WarmUpClients(clients);
        for (int i = 0; i < clients; i++) {
            started.threads.execute(new WarmUpClient(port, started.answered));
        }
        return started;
    }

    /** How many answers have come since it was last asked. */
    long takeAnswered() {
        return answered.sumThenReset();
    }

    /** Each ends with the answers that it waits for. */
    @Override
    public void close() throws InterruptedException {
        threads.shutdownNow();
        threads.awaitTermination(WarmUpClient.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
