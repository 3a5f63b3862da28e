package hakaru.ingest;

import hakaru.ingest.http.HttpPort;
import hakaru.runtime.Readiness;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first step of stopping: says so, and goes on answering until balancers have heard it. */
record Drain(HttpPort http, Readiness readiness, Duration delay) {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    void run() throws InterruptedException {
        LOG.info("Stopping: unready now, answering for {} more", delay);
        readiness.condition("stopping", "the process is about to stop");
        http.drain();
        TimeUnit.MILLISECONDS.sleep(delay.toMillis());
    }
}
