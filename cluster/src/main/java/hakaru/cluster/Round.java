package hakaru.cluster;

import hakaru.cluster.node.Wait;
import hakaru.cluster.report.Incident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Faults that strike one soon after the other and last side by side, each on a thread of its own. */
record Round(List<Plan.Drawn> faults, Load load) {
    private static final Duration APART = Duration.ofMillis(300);

    /** Commits all, and returns when the last is mended. */
    List<Incident> commit() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(faults.size());
        try {
            List<Future<Incident>> committed = new ArrayList<>();
            for (int i = 0; i < faults.size(); i++) {
                Plan.Drawn drawn = faults.get(i);
                Duration wait = APART.multipliedBy(i);
                committed.add(threads.submit(() -> commit(drawn, wait)));
            }
            return results(committed);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Incident> results(List<Future<Incident>> committed) throws InterruptedException {
        List<Incident> incidents = new ArrayList<>();
        for (Future<Incident> one : committed) {
            try {
                incidents.add(one.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a fault could not be committed", e.getCause());
            }
        }
        return incidents;
    }

    private Incident commit(Plan.Drawn drawn, Duration wait) throws InterruptedException {
        Wait.pause(wait);
        double from = load.now();
        String failure = carryOut(drawn);
        return Incident.of(drawn.kind().label(), drawn.fault().target(), from, load.now(), failure);
    }

    /** Gives the reason when it could not be done. What could not strike is mended all the same. */
    private static String carryOut(Plan.Drawn drawn) throws InterruptedException {
        String failure = "";
        try {
            drawn.fault().strike();
            Wait.pause(drawn.fault().length());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failure = "it could not be committed: " + e;
        }
        try {
            drawn.fault().mend();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failure += "it could not be mended: " + e;
        }
        return failure;
    }
}
