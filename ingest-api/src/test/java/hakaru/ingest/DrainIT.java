package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.ingest.port.HttpConfig;
import hakaru.runtime.StartException;
import hakaru.runtime.config.Endpoint;
import hakaru.testkit.Await;
import hakaru.testkit.TestKafka;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the API stops, and what keeps it from starting. */
class DrainIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration DRAIN_DELAY = Duration.ofSeconds(2);
    private static final String BEACON = "GET /hakaru?name=drained HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /** A balancer sends to a process until it sees it unready, and reuses a connection until it is told not to. */
    @Test
    void shouldFailNoRequestWhenStoppedUnderLoadBehindABalancer() throws Exception {
        RunningApi api = RunningApi.start(draining(RunningApi.config(TestKafka.shared())));
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        Load load = new Load(api, acknowledged, told);
        load.start();
        Await.until("load", LIMIT, () -> acknowledged.get() > 100);

        Thread closing = new Thread(api::close);
        closing.start();
        Await.until("unready", LIMIT, () -> api.manage("/readyz").body().contains("stopping"));
        Await.until("the last answer said so", LIMIT, () -> told.get() > 3);
        load.stop();
        closing.join(LIMIT.toMillis());

        assertThat(load.failure()).isEmpty();
        assertThat(closing.isAlive()).isFalse();
        assertThat(api.published().of("drained")).hasSize(acknowledged.get());
        assertThatThrownBy(api::connect).isInstanceOf(ConnectException.class);
    }

    @Test
    void shouldCloseTwice() throws Exception {
        RunningApi api = RunningApi.start(RunningApi.config(TestKafka.shared()));

        api.close();
        api.close();

        assertThatThrownBy(api::connect).isInstanceOf(ConnectException.class);
    }

    @Test
    void shouldRefuseAPortInUseInOneLine() throws Exception {
        IngestConfig usual = RunningApi.config(TestKafka.shared());
        try (RunningApi first = RunningApi.start(usual)) {
            Endpoint taken = new Endpoint("127.0.0.1", first.port());
            IngestConfig second = RunningApi.config(
                    new HttpConfig(taken, 2, 10, Duration.ofSeconds(61)),
                    usual.management(),
                    Duration.ZERO,
                    usual.publish());

            assertThatThrownBy(() -> IngestApi.start(second))
                    .isInstanceOf(StartException.class)
                    .hasMessage("ingest-api's beacon port %d is in use or not to be had (%s)", first.port(), taken);
        }
    }

    private static IngestConfig draining(IngestConfig usual) {
        return RunningApi.config(usual.http(), usual.management(), DRAIN_DELAY, usual.publish());
    }

    /** One client that sends beacon after beacon. */
    private static final class Load {
        private final RunningApi api;
        private final AtomicInteger acknowledged;
        private final AtomicInteger told;
        private final Thread thread = new Thread(this::run, "load");
        private volatile boolean stopped;
        private volatile String failure = "";

        Load(RunningApi api, AtomicInteger acknowledged, AtomicInteger told) {
            this.api = api;
            this.acknowledged = acknowledged;
            this.told = told;
        }

        void start() {
            thread.start();
        }

        void stop() throws InterruptedException {
            stopped = true;
            thread.join(LIMIT.toMillis());
        }

        String failure() {
            return failure;
        }

        private void run() {
            try {
                while (!stopped) {
                    useOneConnection();
                }
            } catch (IOException | AssertionError e) {
                failure = e.toString();
            }
        }

        private void useOneConnection() throws IOException {
            try (RawClient client = api.connect()) {
                boolean last = false;
                while (!stopped && !last) {
                    String answer = client.send(BEACON).readHeads(1);
                    assertThat(answer).startsWith("HTTP/1.1 200 ");
                    acknowledged.incrementAndGet();
                    last = answer.toLowerCase(Locale.ROOT).contains("connection: close");
                    told.addAndGet(last ? 1 : 0);
                }
            }
        }
    }
}
