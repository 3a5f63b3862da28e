package hakaru.deploy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {
    @ParameterizedTest
    @MethodSource("everyRuleOnEveryOverlay")
    void shouldKeepEveryRule(Overlay overlay, Rule rule) {
        assertThat(rule.problems(overlay.manifests())).isEmpty();
    }

    static Stream<Arguments> everyRuleOnEveryOverlay() {
        return Arrays.stream(Overlay.values())
                .flatMap(overlay -> Arrays.stream(Rule.values()).map(rule -> Arguments.of(overlay, rule)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldDocumentEveryNetworkPolicy(Overlay overlay) throws IOException {
        String document = Files.readString(Secrets.DOCUMENT);

        assertThat(overlay.manifests().of("NetworkPolicy"))
                .allSatisfy(policy -> assertThat(document).contains("| `" + policy.name() + "` |"));
    }

    @Test
    void shouldAllowJustTheFlowsOfTheDesignOnALaptop() {
        assertThat(Network.sent(Overlay.DEV.manifests()))
                .containsExactly(
                        "aggregator -> kafka:kafka",
                        "ingest-api -> kafka:kafka",
                        "kafka -> kafka:kafka",
                        "maintenance -> mysql:mysql",
                        "migration -> mysql:mysql",
                        "report -> kafka:kafka",
                        "report -> mysql:mysql",
                        "sink-mysql -> kafka:kafka",
                        "sink-mysql -> mysql:mysql");
    }

    @Test
    void shouldAllowJustTheFlowsOfTheDesignInProduction() {
        assertThat(Network.sent(Overlay.PRODUCTION.manifests()))
                .containsExactly(
                        "aggregator -> brokers:9093",
                        "ingest-api -> brokers:9093",
                        "redash-scheduler -> redash-postgres:postgres",
                        "redash-scheduler -> redash-redis:redis",
                        "redash-server -> redash-postgres:postgres",
                        "redash-server -> redash-redis:redis",
                        "redash-worker -> redash-postgres:postgres",
                        "redash-worker -> redash-redis:redis",
                        "report -> brokers:9093",
                        "sink-mysql -> brokers:9093");
    }
}
