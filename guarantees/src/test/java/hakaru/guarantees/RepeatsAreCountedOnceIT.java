package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import hakaru.testkit.TestDatabase;
import hakaru.testkit.TestKafka;
import hakaru.testkit.network.Cut;
import hakaru.testkit.network.Mode;
import hakaru.testkit.network.Network;
import hakaru.testkit.network.Relay;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/**
 * Beacons with ids are sent again until they are answered 200, while each process is killed (-9), answers get lost on
 * their way and the broker restarts: accepted is counted, exactly, and nothing is unknown.
 */
class RepeatsAreCountedOnceIT {
    /** So few that a connection is free for each while all that is not answered waits, however long a step takes. */
    private static final int RATE = 50;

    private static final String CONNECTIONS = "4096";
    /** Longer than all steps take on any machine. */
    private static final String RETRY_LIMIT = "20m";

    private static final String REPEAT_WINDOW = "30m";

    @Test
    void shouldCountEachBeaconOnceHoweverOftenItIsSent() throws Exception {
        try (TestKafka kafka = TestKafka.own();
                Network network = Network.ofRelays()) {
            Pipeline pipeline =
                    Pipeline.on(kafka, TestDatabase.fresh()).with(Map.of("AGGREGATOR_REPEAT_WINDOW", REPEAT_WINDOW));
            pipeline.startSink().close();
            pipeline.startAggregator().close();
            Relay wire = network.relay("api", Integer.parseInt(pipeline.variable("INGEST_PORT")));

            try (Restarted sink = new Restarted(pipeline, hakaru.sink.Main.class);
                    Restarted aggregator = new Restarted(pipeline, hakaru.aggregator.Main.class);
                    Restarted api = new Restarted(pipeline, hakaru.ingest.Main.class);
                    ForkedJvm kakeru = load(pipeline, wire.port())) {
                awaitCounted(pipeline, kakeru);
                aggregator.killAndStart();
                awaitCounted(pipeline, kakeru);
                api.killAndStart();
                awaitCounted(pipeline, kakeru);
                // What was counted is sent again, as nobody hears of it: to this aggregator, then to one that has just
                // started.
                wire.impose(Cut.ofAll(Mode.ASYMMETRIC, Duration.ZERO));
                awaitRepeated(pipeline, kakeru);
                aggregator.killAndStart();
                awaitRepeated(pipeline, kakeru);
                wire.heal();
                awaitCounted(pipeline, kakeru);
                kafka.stop();
                kafka.start();
                awaitCounted(pipeline, kakeru);
                aggregator.killAndStart();
                sink.killAndStart();

                // It stops sending, but what is not accepted yet it sends again.
                assertThat(kakeru.terminate(Duration.ofMinutes(3)))
                        .as(kakeru::output)
                        .isZero();
                assertThat(kakeru.output()).contains("The books balance").contains("+ failed 0 + unknown 0");
                pipeline.assertEveryImpressionIsCountedOnce();
            }
        }
    }

    /** Gives a request up sooner than the API does: what it gives up may still arrive. */
    private static ForkedJvm load(Pipeline pipeline, int beaconPort) {
        String port = pipeline.variable("INGEST_MANAGEMENT_PORT");
        Await.until(
                "the API",
                Pipeline.LIMIT,
                () -> Scrape.ofPath(port, "/readyz").lines().contains("ready"));
        return ForkedJvm.start(
                hakaru.kakeru.Main.class,
                Map.of("KAKERU_DB_PASSWORD", pipeline.database().password()),
                List.of(),
                "--url=http://127.0.0.1:" + beaconPort + "/hakaru",
                "--jdbc-url=" + pipeline.database().jdbcUrl(),
                "--db-user=" + pipeline.database().analyst(),
                "--rate=" + RATE,
                // Until it is told to stop: each step takes as long as it takes.
                "--duration=1h",
                "--timeout=1s",
                "--connections=" + CONNECTIONS,
                "--ids",
                "--retry=" + RETRY_LIMIT);
    }

    private static void awaitCounted(Pipeline pipeline, ForkedJvm kakeru) {
        awaitMore("impressions", kakeru, 2 * RATE, () -> pipeline.counts().ledgerImpressions());
    }

    private static void awaitRepeated(Pipeline pipeline, ForkedJvm kakeru) {
        awaitMore("repeated beacons", kakeru, 0, () -> pipeline.counts().ledgerRepeated());
    }

    private static void awaitMore(String what, ForkedJvm kakeru, long difference, LongSupplier ledger) {
        long before = ledger.getAsLong();
        Await.until("more " + what + " in the ledger", Pipeline.LIMIT, () -> {
            assertThat(kakeru.isAlive()).as(kakeru::output).isTrue();
            return ledger.getAsLong() > before + difference;
        });
    }

    /** A service's process that can be killed and started again. */
    private static final class Restarted implements AutoCloseable {
        private final Pipeline pipeline;
        private final Class<?> main;
        private ForkedJvm process;

        Restarted(Pipeline pipeline, Class<?> main) {
            this.pipeline = pipeline;
            this.main = main;
            this.process = pipeline.fork(main);
        }

        void killAndStart() {
            process.close();
            process = pipeline.fork(main);
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
