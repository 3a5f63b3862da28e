package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.ingest.port.HttpConfig;
import hakaru.testkit.TestKafka;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What happens when all places are taken. */
class ConnectionLimitIT {
    private static final String BEACON = "GET /hakaru?name=limit HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void shouldMakeRoomForOneConnectionMore() throws Exception {
        IngestConfig usual = RunningApi.config(TestKafka.shared());
        HttpConfig two = new HttpConfig(RunningApi.anyPort(), 1, 2, Duration.ofSeconds(61));
        try (RunningApi api = RunningApi.start(
                        RunningApi.config(two, usual.management(), usual.drainDelay(), usual.publish()));
                RawClient first = api.connect();
                RawClient second = api.connect()) {
            assertThat(first.send(BEACON).readHeads(1)).startsWith("HTTP/1.1 200 ");
            assertThat(second.send(BEACON).readHeads(1)).startsWith("HTTP/1.1 200 ");

            try (RawClient third = api.connect()) {
                assertThat(third.send(BEACON).readHeads(1)).startsWith("HTTP/1.1 200 ");
                assertThat(first.readToEnd()).as("the longest quiet").isEmpty();
                assertThat(second.send(BEACON).readHeads(1)).startsWith("HTTP/1.1 200 ");
                assertThat(api.metric("hakaru_ingest_connections")).isEqualTo(2);
            }

            assertThat(api.metric("hakaru_ingest_connections_evicted_total")).isOne();
            assertThat(api.metric("hakaru_ingest_connections_refused_total")).isZero();
        }
    }
}
