package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import hakaru.testkit.TestKafka;
import io.netty.channel.epoll.Epoll;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A client that asks and asks and never reads. */
class UnreadAnswersIT {
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(2);
    /** Far more than the buffers of both ends hold. */
    private static final long MOST_UNREAD = 64L << 20;

    @Test
    void shouldLetGoOfAClientThatNeverReads() throws Exception {
        assumeThat(Epoll.isAvailable()).as("the native transport").isTrue();
        IngestConfig usual = RunningApi.config(TestKafka.shared());
        IngestConfig impatient = RunningApi.config(
                RunningApi.http(IDLE_TIMEOUT), usual.management(), usual.drainDelay(), usual.publish());
        String requests = "GET /hakaru?name=%00 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000);
        long sent = 0;

        try (RunningApi api = RunningApi.start(impatient)) {
            try (RawClient client = api.connect()) {
                while (sent < MOST_UNREAD) {
                    client.send(requests);
                    sent += requests.length();
                }
            } catch (SocketException letGo) {
                assertThat(api.get("/ok").statusCode()).isEqualTo(200);
            }
        }

        assertThat(sent).isLessThan(MOST_UNREAD);
    }
}
