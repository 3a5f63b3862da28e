package hakaru.report;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.config.Secret;
import hakaru.runtime.config.StorePasswords;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.runtime.kafka.TopicSpec;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private final Pages pages = pages("http://" + ReportConfig.HOST + ":8081", true);

    private static Pages pages(String api, boolean demo) {
        return new Pages(new ReportConfig(
                new Endpoint("127.0.0.1", 8080),
                Set.of(),
                api,
                demo,
                new ReportConfig.Database(
                        "jdbc:mysql://127.0.0.1/hakaru", "reader", new Secret("hush"), StorePasswords.NONE),
                new KafkaConfig(
                        "127.0.0.1:9092",
                        ClientProperties.NONE,
                        new TopicSpec("", true, 4, (short) 1, Duration.ofDays(7)))));
    }

    @ParameterizedTest
    @CsvSource({"localhost,http://localhost:8081", "10.0.0.7,http://10.0.0.7:8081", "[::1],http://[::1]:8081"})
    void shouldNameTheApiAsTheBrowserHasFoundThePage(String host, String api) {
        assertThat(pages.api(host)).isEqualTo(api);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "evil\"><script>", "x;script-src *", "x' 'unsafe-inline"})
    void shouldNotLetAHostIntoThePageThatIsNone(String host) {
        assertThat(pages.api(host)).isEqualTo("http://127.0.0.1:8081");
    }

    @Test
    void shouldNameTheApiThatIsConfigured() {
        assertThat(pages("https://beacons.example.com", true).api("report.example"))
                .isEqualTo("https://beacons.example.com");
    }

    @Test
    void shouldNotNameThePageWithAdsWhereThereIsNone() {
        assertThat(pages.report("").toString()).contains("/demo");
        assertThat(pages("http://localhost", false).report("").toString())
                .doesNotContain("/demo")
                .contains("curl -i");
    }

    @Test
    void shouldPutTheApiIntoThePages() {
        assertThat(pages.report("http://host:1").toString())
                .contains("curl -i \"http://host:1/hakaru?name=open&amp;value=1\"")
                .doesNotContain("{{");
        assertThat(pages.demo("http://host:1").toString())
                .contains("src=\"http://host:1/tag.js\"")
                .doesNotContain("{{");
    }

    @Test
    void shouldHaveEveryFileThatItsPagesName() {
        String both = pages.report("").toString() + pages.demo("");
        Stream<String> names = Pattern.compile("(?:src|href)=\"(/[a-z]+\\.[a-z]+)\"")
                .matcher(both)
                .results()
                .map(name -> name.group(1))
                // The API's.
                .filter(name -> !name.equals("/tag.js"));

        assertThat(names).hasSizeGreaterThan(5).isSubsetOf(pages.assets().keySet());
    }
}
