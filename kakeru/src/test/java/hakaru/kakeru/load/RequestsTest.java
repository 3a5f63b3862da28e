package hakaru.kakeru.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final Mix mix = Mix.original(1);

    @Test
    void shouldEncodeABeacon() {
        Requests requests = requests("");

        assertThat(requests.bytes(new Request(1, 0, 0)).toString(UTF_8))
                .startsWith("GET /hakaru?name=purchase&value=120 HTTP/1.1\r\nHost: 127.0.0.1:8081\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void shouldPutTheIdIntoTheAddress() {
        Requests requests = requests("run.");

        assertThat(requests.bytes(new Request(1, 40, 0)).toString(UTF_8))
                .startsWith("GET /hakaru?name=purchase&value=120&id=run.14 HTTP/1.1\r\nHost: 127.0.0.1:8081\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void shouldGiveEachRequestAnIdOfItsOwn() {
        Requests requests = requests("run.");
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String text = requests.bytes(mix.next(0)).toString(UTF_8);
            ids.add(text.replaceFirst("(?s).*&id=(\\S+) .*", "$1"));
        }

        assertThat(ids).hasSize(10_000).allMatch(id -> id.matches("run\\.[0-9a-z]{1,6}"));
    }

    @Test
    void shouldAskTheServerToCloseWithoutKeepAlive() {
        Requests requests = requests(Target.of("http://127.0.0.1"), false, "", List.of(new Beacon("tea & cake", 0)));

        assertThat(requests.bytes(new Request(0, 0, 0)).toString(UTF_8))
                .startsWith("GET /?name=tea+%26+cake&value=0 HTTP/1.1\r\n")
                .endsWith("Connection: close\r\n\r\n");
    }

    @Test
    void shouldKnowAHostWithAnUnderscore() {
        URL url = Target.parse("http://ingest_api:8081/hakaru");

        assertThat(url.getHost()).isEqualTo("ingest_api");
        assertThat(url.getPort()).isEqualTo(8081);
    }

    @Test
    void shouldKnowAnAddressInBrackets() {
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

    private Requests requests(String ids) {
        return requests(Target.of("http://127.0.0.1:8081/hakaru"), true, ids, mix.beacons());
    }

    private static Requests requests(Target target, boolean keepAlive, String ids, List<Beacon> beacons) {
        LoadSettings settings =
                new LoadSettings(List.of(target), 1, keepAlive, Duration.ofSeconds(1), 1, Duration.ZERO, ids);
        return new Requests(target, settings, beacons);
    }
}
