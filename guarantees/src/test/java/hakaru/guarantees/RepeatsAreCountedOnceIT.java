package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import hakaru.testkit.TestDatabase;
import hakaru.testkit.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Beacons with ids are sent again until they are answered 200, while each process is killed (-9) and the broker restarts:
 * accepted is counted, exactly, and nothing is unknown.
 */
class RepeatsAreCountedOnceIT {
    private static final int RATE = 150;

    @Test
    void shouldCountEachBeaconOnceHoweverOftenItIsSent() throws Exception {
        try (TestKafka kafka = TestKafka.own()) {
            Pipeline pipeline = Pipeline.on(kafka, TestDatabase.fresh());
            pipeline.startSink().close();
            pipeline.startAggregator().close();

            try (Restarted sink = new Restarted(pipeline, hakaru.sink.Main.class);
                    Restarted aggregator = new Restarted(pipeline, hakaru.aggregator.Main.class);
                    Restarted api = new Restarted(pipeline, hakaru.ingest.Main.class);
                    ForkedJvm kakeru = load(pipeline)) {
                awaitCounted(pipeline, kakeru);
                aggregator.killAndStart();
                awaitCounted(pipeline, kakeru);
                api.killAndStart();
                awaitCounted(pipeline, kakeru);
                kafka.stop();
                kafka.start();
                awaitCounted(pipeline, kakeru);
                // What was in flight when the broker stopped is sent again now, to an aggregator that has just started.
                aggregator.killAndStart();
                sink.killAndStart();

                Await.until("kakeru's verdict", Duration.ofMinutes(3), () -> !kakeru.isAlive());
                assertThat(kakeru.terminate(Duration.ofSeconds(1)))
                        .as(kakeru::output)
                        .isZero();
                assertThat(kakeru.output()).contains("The books balance").contains("+ failed 0 + unknown 0");
                pipeline.assertEveryImpressionIsCountedOnce();
                assertThat(pipeline.counts().ledgerRepeated())
                        .as("beacons that arrived more than once")
                        .isPositive();
            }
        }
    }

    /** Gives a request up sooner than the API does: what it gives up may still arrive. */
    private static ForkedJvm load(Pipeline pipeline) {
        String port = pipeline.variable("INGEST_MANAGEMENT_PORT");
        Await.until(
                "the API",
                Pipeline.LIMIT,
                () -> Scrape.ofPath(port, "/readyz").lines().contains("ready"));
        return ForkedJvm.start(
                hakaru.kakeru.Main.class,
                Map.of("KAKERU_DB_PASSWORD", pipeline.database().password()),
                List.of(),
                "--url=" + pipeline.beaconUrl(),
                "--jdbc-url=" + pipeline.database().jdbcUrl(),
                "--db-user=" + pipeline.database().analyst(),
                "--rate=" + RATE,
                "--duration=40s",
                "--timeout=1s",
                "--ids",
                "--retry");
    }

    private static void awaitCounted(Pipeline pipeline, ForkedJvm kakeru) {
        long before = pipeline.counts().ledgerImpressions();
        Await.until("more to be counted", Pipeline.LIMIT, () -> {
            assertThat(kakeru.isAlive()).as(kakeru::output).isTrue();
            return pipeline.counts().ledgerImpressions() > before + 2 * RATE;
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
