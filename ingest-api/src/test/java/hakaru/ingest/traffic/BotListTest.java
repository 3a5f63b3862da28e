package hakaru.ingest.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BotListTest {
    private static final BotList BOTS = BotList.load();

    /** Of lists that ours was not made from; a line that begins with # says which. */
    private static List<String> userAgents(String file) throws IOException {
        try (InputStream lines = Objects.requireNonNull(BotListTest.class.getResourceAsStream(file), file)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static double found(List<String> userAgents) {
        return userAgents.stream().filter(BOTS::has).count() / (double) userAgents.size();
    }

    /** Of plain texts; the few regular expressions match no text that could be read off them. */
    @Test
    void shouldHaveTheWholeList() throws IOException {
        List<String> texts = userAgents("crawler-user-agents.txt").stream()
                .filter(line -> line.startsWith("= ") || line.startsWith("^ "))
                .map(line -> line.substring(2))
                .toList();

        assertThat(texts).hasSizeGreaterThan(1_400).allMatch(BOTS::has);
    }

    @Test
    void shouldFindFourOfFiveProgramsOfAnotherList() throws IOException {
        assertThat(found(userAgents("uap-core-spiders.txt"))).isBetween(0.80, 1.0);
    }

    @Test
    void shouldTakeFewerThanOneInTwoHundredDevicesForAProgram() throws IOException {
        assertThat(userAgents("uap-core-devices.txt")).hasSizeGreaterThan(900);
        assertThat(found(userAgents("uap-core-devices.txt"))).isLessThan(0.005);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/120.0.0.0 Safari/537.36",
                "curl/8.5.0",
                "Mozilla/5.0 (compatible; NeverHeardOfBot/1.0)",
                "some spider"
            })
    void shouldFindWhoSaysSo(String userAgent) {
        assertThat(BOTS.has(userAgent)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "M",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
                "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
                "Opera/9.80 (Linux mips; U; HbbTV/1.1.1; CE-HTML/1.0 NETTV/1.0; en) Presto/2.10.287 Version/12.00"
            })
    void shouldNotFindPeople(String userAgent) {
        assertThat(BOTS.has(userAgent)).isFalse();
    }
}
