package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.ingest.publish.LogOf;
import hakaru.ingest.publish.StallLog;
import hakaru.testkit.Await;
import hakaru.testkit.KafkaRelay;
import hakaru.testkit.TestKafka;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What beacons get while Kafka takes what it is sent and says nothing. */
class StallIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** That an event loop lets wait in a stall. */
    private static final int PROBES = 4;

    private static final String BEACON = "GET /hakaru?name=stall HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void shouldAnswer503AtOnceInAStallAndComeBackByItself() throws Exception {
        try (KafkaRelay relay = KafkaRelay.open();
                TestKafka kafka = TestKafka.behind(relay);
                RunningApi api = RunningApi.start(RunningApi.config(kafka));
                LogOf log = StallLog.open()) {
            assertThat(api.get("/hakaru?name=stall").statusCode()).isEqualTo(200);

            relay.holdAnswers();
            List<RawClient> waiting = waiting(api, 20);
            shouldBeUnavailable(waiting);
            shouldAnswerNearlyAllAtOnce(api);
            Await.until("unready", LIMIT, () -> !counted(api).isEmpty() && readiness(api) == 503);

            relay.release();
            Await.until("200 again", LIMIT, () -> api.get("/hakaru?name=stall").statusCode() == 200);
            Await.until(
                    "ready again",
                    LIMIT,
                    () -> api.get("/hakaru?name=stall").statusCode() == 200 && readiness(api) == 200);
            shouldCountNoneThatWasSaidNotToBe(api);
            assertThat(log.lines()).singleElement().asString().startsWith("WARN Beacons get 503: ");
        }
    }

    private static List<RawClient> waiting(RunningApi api, int count) throws Exception {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(api.connect().send(BEACON));
        }
        Await.until("all in flight", LIMIT, () -> api.metric("hakaru_ingest_in_flight") == count);
        return clients;
    }

    private static void shouldBeUnavailable(List<RawClient> clients) throws Exception {
        for (RawClient client : clients) {
            assertThat(client.readHeads(1)).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: 1");
            client.close();
        }
    }

    /** Only a few at a time wait, to find out whether it is over; and those who ask how we are need not. */
    private static void shouldAnswerNearlyAllAtOnce(RunningApi api) throws Exception {
        double before = notAdmitted(api);
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(api.connect().send(BEACON));
        }
        Await.until("nearly all not admitted", AT_ONCE, () -> notAdmitted(api) - before >= 50 - 2 * PROBES);

        long begin = System.nanoTime();
        assertThat(counted(api)).isEqualTo("no");
        assertThat(api.get("/ok").statusCode()).isEqualTo(200);
        assertThat(api.manage("/livez").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
        shouldBeUnavailable(clients);
    }

    /** For the stall, or because the producer has meanwhile given up what it knew of the brokers. */
    private static double notAdmitted(RunningApi api) throws Exception {
        return api.metric("hakaru_ingest_unavailable_total")
                - api.metric("hakaru_ingest_unavailable_total{reason=\"ack_timeout\"}");
    }

    /** What the body of a beacon's 503 says; empty for a 200. */
    private static String counted(RunningApi api) throws Exception {
        HttpResponse<byte[]> answer = api.get("/hakaru?name=stall");
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        return body.contains("\"counted\":\"no\"") ? "no" : body.contains("\"counted\":\"unknown\"") ? "unknown" : "";
    }

    private static int readiness(RunningApi api) throws Exception {
        return api.manage("/readyz").statusCode();
    }

    private static void shouldCountNoneThatWasSaidNotToBe(RunningApi api) throws Exception {
        double perhaps = api.metric("hakaru_ingest_acknowledged_total")
                + api.metric("hakaru_ingest_unavailable_total{reason=\"ack_timeout\"}");
        assertThat((double) api.published().count()).isBetween(api.metric("hakaru_ingest_acknowledged_total"), perhaps);
    }
}
