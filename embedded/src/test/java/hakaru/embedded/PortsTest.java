package hakaru.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void shouldOfferAPortThatIsFree() {
        assertThatCode(() -> Ports.requireFree(Ports.free(), "A server")).doesNotThrowAnyException();
    }

    @Test
    void shouldOfferNoPortThatAnOutgoingConnectionMayTake() {
        assertThat(IntStream.range(0, 1_000).map(i -> Ports.free())).allMatch(port -> port < 30_000);
    }

    /** A server may not listen yet when the next one is given its port. */
    @Test
    void shouldOfferEachPortOnce() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> Ports.free())).doesNotHaveDuplicates();
    }

    /** Two builds, or two modules of one, side by side. */
    @Test
    void shouldOfferAnotherProcessOtherPorts() throws IOException {
        List<Integer> own = firstPorts().toList();

        assertThat(portsOfAnotherProcess()).hasSameSizeAs(own).doesNotContainAnyElementsOf(own);
    }

    @Test
    void shouldRefuseAPortInUseWithOneLine() throws IOException {
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.requireFree(occupied.getLocalPort(), "A server"))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessage(
                            "A server cannot listen on 127.0.0.1:%d: the port is in use; "
                                    + "stop what uses it or choose another port",
                            occupied.getLocalPort());
        }
    }

    /** More than half of a stretch, so that two processes that share one must meet. */
    private static Stream<Integer> firstPorts() {
        return IntStream.range(0, 700).mapToObj(i -> Ports.free());
    }

    private static List<Integer> portsOfAnotherProcess() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            return lines.lines().map(Integer::valueOf).toList();
        }
    }

    static final class OtherProcess {
        public static void main(String[] args) {
            firstPorts().forEach(System.out::println);
        }
    }
}
