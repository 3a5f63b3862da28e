package hakaru.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MockClock;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who makes room when all places are taken. */
class EvictionTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MockClock clock = new MockClock();
    private final Map<String, ClientConnection> open = new LinkedHashMap<>();

    @Test
    void shouldChooseTheLongestQuiet() {
        add("old").answered(false);
        clock.add(Duration.ofSeconds(1));
        add("young").answered(false);

        assertThat(chosen()).containsExactly("old");
    }

    @Test
    void shouldChooseAnIncompleteRequestBeforeAQuietClient() {
        add("quiet").answered(false);
        clock.add(Duration.ofSeconds(10));
        add("slow").requestBegan();
        clock.add(Duration.ofSeconds(3));

        assertThat(chosen()).containsExactly("slow");
    }

    @Test
    void shouldChooseWhoHasNeverAskedBeforeAQuietClient() {
        add("quiet").answered(false);
        clock.add(Duration.ofSeconds(10));
        add("silent");
        clock.add(Duration.ofSeconds(3));

        assertThat(chosen()).containsExactly("silent");
    }

    /** Else a flood of quiet connections would keep everybody else from sending what he came for. */
    @Test
    void shouldGiveANewConnectionTimeToSendARequest() {
        add("quiet").answered(false);
        clock.add(Duration.ofSeconds(10));
        add("new");
        clock.add(Duration.ofSeconds(1));

        assertThat(chosen()).containsExactly("quiet");
    }

    @Test
    void shouldChooseWhoHasHadItsLastAnswer() {
        add("quiet").answered(false);
        clock.add(Duration.ofSeconds(10));
        add("ending").answered(true);

        assertThat(chosen()).containsExactly("ending");
    }

    @Test
    void shouldNeverChooseABeaconInFlight() {
        ClientConnection beacon = add("in flight");
        beacon.requestBegan();
        beacon.publishing();
        clock.add(MINUTE);

        assertThat(chosen()).isEmpty();
    }

    @Test
    void shouldChooseSeveralOfMany() {
        for (int i = 0; i < 320; i++) {
            add("client " + i).answered(false);
        }

        assertThat(chosen()).hasSize(11);
    }

    @Test
    void shouldGiveASlowRequestItsTimeOnlyOnce() {
        ClientConnection slow = add("slow");
        slow.requestBegan();
        clock.add(Duration.ofSeconds(19));
        slow.requestBegan();
        assertThat(slow.isOverdue(clock.monotonicTime())).isFalse();

        clock.add(Duration.ofSeconds(2));
        assertThat(slow.isOverdue(clock.monotonicTime())).isTrue();
    }

    private ClientConnection add(String name) {
        ConnectionTimes times = new ConnectionTimes(MINUTE, Duration.ofSeconds(20), Duration.ofSeconds(1));
        ClientConnection connection = new ClientConnection(new EmbeddedChannel(), times, clock);
        open.put(name, connection);
        return connection;
    }

    private Iterable<String> chosen() {
        return Eviction.choose(open, clock.monotonicTime());
    }
}
