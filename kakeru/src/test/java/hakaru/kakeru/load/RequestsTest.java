package hakaru.kakeru.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final Traffic traffic = new Traffic(Mix.original(1), "run");

    @Test
    void shouldEncodeABeacon() throws UnknownHostException {
        Requests requests = new Requests(Target.of("http://127.0.0.1:8081/hakaru"), true, traffic);

        assertThat(requests.bytes(1).toString(UTF_8))
                .startsWith("GET /hakaru?name=purchase&value=120 HTTP/1.1\r\nHost: 127.0.0.1:8081\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void shouldAskTheServerToCloseWithoutKeepAlive() throws UnknownHostException {
        Requests requests = new Requests(Target.of("http://127.0.0.1"), false, traffic);

        assertThat(requests.text(new Beacon("tea & cake", 0)))
                .startsWith("GET /?name=tea+%26+cake&value=0 HTTP/1.1\r\n")
                .endsWith("Connection: close\r\n\r\n");
    }

    @Test
    void shouldRefuseWhatIsNotPlainHttp() {
        assertThatThrownBy(() -> Target.of("https://127.0.0.1/")).hasMessageContaining("http://");
        assertThatThrownBy(() -> Target.of("http:///path")).hasMessageContaining("host");
    }
}
