package hakaru.kakeru.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.kakeru.load.Target.UnreachableException;
import java.net.URI;
import java.net.URL;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final Traffic traffic = Traffic.of(Mix.original(1));

    @Test
    void shouldEncodeABeacon() throws UnreachableException {
        Requests requests = new Requests(Target.of("http://127.0.0.1:8081/hakaru"), true, traffic);

        assertThat(requests.bytes(new Request(1, 0, 0)).toString(UTF_8))
                .startsWith("GET /hakaru?name=purchase&value=120 HTTP/1.1\r\nHost: 127.0.0.1:8081\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void shouldPutTheIdIntoTheAddress() throws UnreachableException {
        Traffic withIds = Traffic.withIds(Mix.original(1), "run");
        Requests requests = new Requests(Target.of("http://127.0.0.1:8081/hakaru"), true, withIds);

        assertThat(requests.bytes(new Request(1, 40, 0)).toString(UTF_8))
                .startsWith("GET /hakaru?name=purchase&value=120&id=run.14 HTTP/1.1\r\nHost: 127.0.0.1:8081\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void shouldAskTheServerToCloseWithoutKeepAlive() throws UnreachableException {
        Requests requests = new Requests(Target.of("http://127.0.0.1"), false, traffic);

        assertThat(requests.text(new Beacon("tea & cake", 0)))
                .startsWith("GET /?name=tea+%26+cake&value=0 HTTP/1.1\r\n")
                .endsWith("Connection: close\r\n\r\n");
    }

    @Test
    void shouldKnowAHostWithAnUnderscore() {
        URL url = Target.parse(URI.create("http://ingest_api:8081/hakaru"));

        assertThat(url.getHost()).isEqualTo("ingest_api");
        assertThat(url.getPort()).isEqualTo(8081);
    }

    @Test
    void shouldKnowAnAddressInBrackets() throws UnreachableException {
        assertThat(Target.of("http://[::1]:8081/").address().getPort()).isEqualTo(8081);
    }

    @Test
    void shouldRefuseAPortThatIsNone() {
        assertThatThrownBy(() -> Target.of("http://ingest_api:port/")).hasMessageContaining("port");
    }

    @Test
    void shouldRefuseWhatIsNotPlainHttp() {
        assertThatThrownBy(() -> Target.of("https://127.0.0.1/")).hasMessageContaining("http://");
        assertThatThrownBy(() -> Target.of("http:///path")).hasMessageContaining("host");
    }
}
