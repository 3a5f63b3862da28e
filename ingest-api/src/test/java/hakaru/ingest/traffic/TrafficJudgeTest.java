package hakaru.ingest.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.Invalidity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficJudgeTest {
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";
    private static final String BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TrafficJudge judge = judgeOf(AdListConfig.NONE);

    private TrafficJudge judgeOf(AdListConfig ads) {
        return new TrafficJudge(AdList.open(ads, registry), registry);
    }

    private static MultiMap agent(String userAgent) {
        return HttpHeaders.headers().set("User-Agent", userAgent);
    }

    private double counted(String reason) {
        return registry.get("hakaru.ingest.invalid")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void shouldTakePeopleForValidAndWhoSaysNothing() {
        assertThat(judge.judge("open", agent(BROWSER))).isEqualTo(Invalidity.INVALIDITY_NONE);
        assertThat(judge.judge("open", HttpHeaders.headers())).isEqualTo(Invalidity.INVALIDITY_NONE);
        assertThat(counted("bot") + counted("prefetch") + counted("unlisted")).isZero();
    }

    @Test
    void shouldFindBotsEachTime() {
        assertThat(judge.judge("open", agent(BOT))).isEqualTo(Invalidity.INVALIDITY_BOT);
        assertThat(judge.judge("open", agent(BOT))).isEqualTo(Invalidity.INVALIDITY_BOT);
        assertThat(judge.judge("open", agent(BROWSER))).isEqualTo(Invalidity.INVALIDITY_NONE);
        assertThat(counted("bot")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Purpose, prefetch;prerender",
        "sec-purpose, prefetch",
        "Purpose, Prefetch",
        "X-Moz, prefetch",
        "Sec-Purpose, prerender"
    })
    void shouldFindPagesThatWereFetchedAhead(String header, String value) {
        assertThat(judge.judge("open", agent(BROWSER).set(header, value))).isEqualTo(Invalidity.INVALIDITY_PREFETCH);
        assertThat(counted("prefetch")).isEqualTo(1);
    }

    @Test
    void shouldFindAdsThatAreNotOnTheListFirst() {
        TrafficJudge listed = judgeOf(new AdListConfig(Optional.empty(), List.of("open")));

        assertThat(listed.judge("open", agent(BROWSER))).isEqualTo(Invalidity.INVALIDITY_NONE);
        assertThat(listed.judge("shut", agent(BROWSER))).isEqualTo(Invalidity.INVALIDITY_UNLISTED);
        assertThat(listed.judge("shut", agent(BOT))).isEqualTo(Invalidity.INVALIDITY_UNLISTED);
        assertThat(counted("unlisted")).isEqualTo(2);
    }

    @Test
    void shouldLetAnyOtherPurposePass() {
        assertThat(judge.judge("open", agent(BROWSER).set("Purpose", "view"))).isEqualTo(Invalidity.INVALIDITY_NONE);
    }

    @Test
    void shouldRememberNoMoreThanSome() {
        for (int i = 0; i < 5_000; i++) {
            judge.judge("open", agent("Browser/" + i));
        }

        assertThat(judge.remembered()).isEqualTo(1_000);
    }

    @Test
    void shouldLookAtTheBeginningOfALongUserAgentOnly() {
        assertThat(judge.judge("open", agent("x".repeat(512) + "Googlebot/"))).isEqualTo(Invalidity.INVALIDITY_NONE);
        assertThat(judge.judge("open", agent("Googlebot/" + "x".repeat(16_000))))
                .isEqualTo(Invalidity.INVALIDITY_BOT);
    }
}
