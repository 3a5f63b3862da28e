package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.embedded.Ports;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SIGTERM under load behind a balancer: no failed request. */
class SigtermUnderLoadIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void shouldFailNoRequestWhenOneOfTwoApisIsStopped() {
        Pipeline leaving = Pipeline.onShared().with(Map.of("INGEST_DRAIN_DELAY", "5s"));
        Pipeline staying = leaving.with(Map.of(
                "INGEST_PORT", Integer.toString(Ports.free()),
                "INGEST_MANAGEMENT_PORT", Integer.toString(Ports.free())));

        try (ForkedJvm first = leaving.fork(hakaru.ingest.Main.class);
                ForkedJvm second = staying.fork(hakaru.ingest.Main.class)) {
            Await.until("both ready", Pipeline.LIMIT, () -> isReady(leaving) && isReady(staying));
            // As a balancer: to the first while its health check is good.
            try (BeaconLoad load =
                    BeaconLoad.start("sigterm", () -> isReady(leaving) ? leaving.beaconUrl() : staying.beaconUrl())) {
                Await.until("load on the first", Pipeline.LIMIT, () -> load.accepted() > 300);
                assertThat(first.terminate(Duration.ofSeconds(30))).isZero();
                int atStop = load.accepted();
                Await.until("load on the second", Pipeline.LIMIT, () -> load.accepted() > atStop + 300);
                load.close();

                assertThat(load.failures()).isEmpty();
                load.assertEachAcceptedOnce(leaving.recount());
            }
        }
    }

    private boolean isReady(Pipeline api) {
        URI uri = URI.create("http://127.0.0.1:" + api.variable("INGEST_MANAGEMENT_PORT") + "/readyz");
        try {
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
