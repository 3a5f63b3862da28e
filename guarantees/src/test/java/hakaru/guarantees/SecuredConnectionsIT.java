package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.StartException;
import hakaru.testkit.Await;
import hakaru.testkit.Certificate;
import hakaru.testkit.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and SASL to Kafka, and where the secrets for them must not be seen. */
class SecuredConnectionsIT {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private SecuredBroker broker;

    @BeforeEach
    void start() throws IOException {
        broker = SecuredBroker.start(directory);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private Pipeline pipeline(String password, Certificate trusted) throws IOException {
        return Pipeline.onShared().with(broker.clientVariables(directory, password, trusted));
    }

    @Test
    void shouldCountOverTlsAndSaslAndNeverTellASecret() throws Exception {
        Pipeline pipeline = withPasswordsFromFiles(pipeline(SecuredBroker.PASSWORD, broker.certificate()));

        try (ForkedJvm sink = pipeline.fork(hakaru.sink.Main.class);
                ForkedJvm aggregator = pipeline.fork(hakaru.aggregator.Main.class);
                ForkedJvm api = pipeline.fork(hakaru.ingest.Main.class)) {
            awaitReady(pipeline);
            try (BeaconLoad load = BeaconLoad.start("secured", pipeline::beaconUrl)) {
                Await.until("beacons answered", Pipeline.LIMIT, () -> load.accepted() > 100);
                load.close();

                Await.until(
                        "all counted", Pipeline.LIMIT, () -> pipeline.counts().impressions() == load.accepted());
                assertThat(load.failures()).isEmpty();
            }

            for (ForkedJvm service : List.of(sink, aggregator, api)) {
                assertThat(service.output()).contains("SASL_SSL");
                assertTellsNoSecret(service.output(), pipeline);
            }
            for (String port : managementPorts(pipeline)) {
                assertTellsNoSecret(String.join("\n", Scrape.of(port).lines()), pipeline);
            }
        }
    }

    /** As Kubernetes and Compose mount them; and with the libraries telling all they do about their settings. */
    private Pipeline withPasswordsFromFiles(Pipeline pipeline) throws IOException {
        Map<String, String> changes = new HashMap<>();
        for (String name : List.of("MYSQL_PASSWORD", "MYSQL_MIGRATION_PASSWORD")) {
            Path file = Files.writeString(directory.resolve(name), pipeline.variable(name) + "\n");
            changes.put(name, "");
            changes.put(name + "_FILE", file.toString());
        }
        changes.put("LOG_LEVEL", "DEBUG");
        changes.put("LOG_LEVEL_LIBRARIES", "INFO");
        return pipeline.with(changes);
    }

    private static void awaitReady(Pipeline pipeline) {
        for (String port : managementPorts(pipeline)) {
            Await.until(
                    "ready on " + port,
                    Pipeline.LIMIT,
                    () -> Scrape.ofPath(port, "/readyz").lines().equals(List.of("ready")));
        }
    }

    private static List<String> managementPorts(Pipeline pipeline) {
        return List.of(
                pipeline.variable("INGEST_MANAGEMENT_PORT"),
                pipeline.variable("AGGREGATOR_MANAGEMENT_PORT"),
                pipeline.variable("SINK_MANAGEMENT_PORT"));
    }

    private static void assertTellsNoSecret(String text, Pipeline pipeline) {
        assertThat(text)
                .isNotEmpty()
                .doesNotContain(SecuredBroker.PASSWORD, pipeline.database().password());
    }

    @Test
    void shouldRefuseABrokerItDoesNotTrust() throws Exception {
        Certificate stranger = Certificate.make(Files.createDirectory(directory.resolve("stranger")));
        Pipeline pipeline = pipeline(SecuredBroker.PASSWORD, stranger);

        assertThatThrownBy(pipeline::startIngestApi)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("cannot create or check the topics")
                .hasMessageContaining("SSL handshake failed");
    }

    @Test
    void shouldSayThatTheBrokerRefusesThePassword() throws Exception {
        Pipeline pipeline = pipeline("guessed", broker.certificate());

        assertThatThrownBy(pipeline::startIngestApi)
                .isInstanceOf(StartException.class)
                .hasMessageContaining("Authentication failed: Invalid username or password")
                .hasMessageNotContaining("guessed");
    }
}
