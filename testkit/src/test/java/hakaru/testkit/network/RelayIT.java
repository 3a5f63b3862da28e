package hakaru.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayIT {
    private static final int SILENCE_MILLIS = 300;
    private static final int BYTES = 10_000;
    private static final String US = "us";

    private final Network network = new Network(
            true, new Owners(() -> Map.of(US, ProcessHandle.current().pid())));
    private ServerSocket server = unbound();
    private Relay relay = network.relay("placeholder", 1);

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        relay = network.relay("server", server.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        network.close();
    }

    @Test
    void shouldCarryBothDirections() throws IOException {
        try (Socket client = client();
                Socket served = server.accept()) {
            assertThat(carries(client, served)).isTrue();
            assertThat(carries(served, client)).isTrue();
        }
    }

    @Test
    void shouldHoldBothDirectionsAndLoseNothingWhenHealed() throws IOException {
        try (Socket client = client();
                Socket served = server.accept()) {
            relay.impose(cut(US, Mode.DROPPED));
            assertThat(carries(client, served)).isFalse();
            assertThat(carries(served, client)).isFalse();

            relay.heal();
            assertThat(served.getInputStream().read()).isEqualTo(7);
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void shouldLetRequestsThroughAndHoldAnswers() throws IOException {
        try (Socket client = client();
                Socket served = server.accept()) {
            relay.impose(cut(US, Mode.ASYMMETRIC));

            assertThat(carries(client, served)).isTrue();
            assertThat(carries(served, client)).isFalse();
        }
    }

    @Test
    void shouldDelay() throws IOException {
        try (Socket client = client();
                Socket served = server.accept()) {
            relay.impose(new Cut(Set.of(US), Mode.DELAYED, Duration.ofMillis(2 * SILENCE_MILLIS)));

            assertThat(carries(client, served)).isFalse();
            assertThat(served.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void shouldKeepTheOrderOfWhatIsDelayedAndOfWhatComesAfter() throws IOException {
        try (Socket client = client();
                Socket served = server.accept()) {
            client.setTcpNoDelay(true);
            relay.impose(new Cut(Set.of(US), Mode.DELAYED, Duration.ofMillis(SILENCE_MILLIS)));
            send(client, 0, BYTES / 2);
            relay.heal();
            send(client, BYTES / 2, BYTES);

            byte[] expected = new byte[BYTES];
            for (int i = 0; i < BYTES; i++) {
                expected[i] = (byte) i;
            }
            assertThat(served.getInputStream().readNBytes(BYTES)).isEqualTo(expected);
        }
    }

    /** One by one, so that the relay reads many times. */
    private static void send(Socket client, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            client.getOutputStream().write(i);
        }
    }

    @Test
    void shouldEndTheServersSideWithoutTellingTheClient() throws IOException {
        try (Socket client = client();
                Socket served = server.accept()) {
            relay.impose(cut(US, Mode.HALF_OPEN));

            assertThat(served.getInputStream().read()).isEqualTo(-1);
            client.setSoTimeout(SILENCE_MILLIS);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            relay.heal();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void shouldLeaveAloneWhatComesFromOthers() throws IOException {
        try (Socket client = client();
                Socket served = server.accept()) {
            relay.impose(cut("somebody else", Mode.DROPPED));

            assertThat(carries(client, served)).isTrue();
        }
    }

    @Test
    void shouldLeadNewConnectionsElsewhereAndKeepTheOld() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Socket first = client();
                Socket served = server.accept()) {
            relay.route((InetSocketAddress) other.getLocalSocketAddress());

            try (Socket second = client();
                    Socket servedByOther = other.accept()) {
                assertThat(carries(second, servedByOther)).isTrue();
                assertThat(carries(first, served)).isTrue();
            }
        }
    }

    private static Cut cut(String from, Mode mode) {
        return new Cut(Set.of(from), mode, Duration.ZERO);
    }

    private Socket client() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), relay.port());
    }

    private static boolean carries(Socket from, Socket to) throws IOException {
        from.getOutputStream().write(7);
        to.setSoTimeout(SILENCE_MILLIS);
        try {
            return to.getInputStream().read() == 7;
        } catch (SocketTimeoutException silence) {
            return false;
        } finally {
            to.setSoTimeout(0);
        }
    }

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
