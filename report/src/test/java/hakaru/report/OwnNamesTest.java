package hakaru.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.HostAndPort;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnNamesTest {
    private final OwnNames names = new OwnNames(Set.of("localhost", "desk.example"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:8082",
                "report.localhost:8082",
                "127.0.0.1:8082",
                "192.168.1.7",
                "[::1]:8082",
                "Desk.Example:8082"
            })
    void shouldIncludeOwnNamesAndAnyAddress(String asked) {
        assertThat(names.include(HostAndPort.parseAuthority(asked, -1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8082",
                "localhost.evil.example",
                "notlocalhost",
                "127.0.0.1.evil.example",
                "desk.example.evil",
                "1.2.3.4.5"
            })
    void shouldNotIncludeANameThatSomebodyElseMayHave(String asked) {
        assertThat(names.include(HostAndPort.parseAuthority(asked, -1))).isFalse();
    }

    @Test
    void shouldNotIncludeWhoNamesNobody() {
        assertThat(names.include(null)).isFalse();
    }

    @Test
    void shouldKnowWhatItListensOn() {
        OwnNames own = OwnNames.listeningOn("Report.Example", Set.of());

        assertThat(own.include(HostAndPort.parseAuthority("report.example", -1)))
                .isTrue();
        assertThat(own.include(HostAndPort.parseAuthority("localhost", -1))).isTrue();
    }
}
