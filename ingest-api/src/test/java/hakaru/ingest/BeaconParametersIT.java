package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a beacon says, in its query or its body, and what each rule refuses. */
class BeaconParametersIT {
    @AutoClose
    private static final RunningApi API = RunningApi.start();

    /** The books balance after every test. */
    @AfterEach
    void shouldAccountForAllThatWasReceived() throws IOException, InterruptedException {
        API.assertAccountsForAllThatWasReceived();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/hakaru | name is required | name_missing",
                "/hakaru? | name is required | name_missing",
                "/hakaru?value=1 | name is required | name_missing",
                "/hakaru?name= | name must not be blank | name_blank",
                "/hakaru?name=%20+ | name must not be blank | name_blank",
                "/hakaru?name=a%00b | name must not contain control characters | name_control_character",
                "/hakaru?name=%FF | name must be valid UTF-8 | name_broken_utf8",
                "/hakaru?name=a&value=-1 | value must be a whole number from 0 to 4294967295 | value_not_a_number",
                "/hakaru?name=a&value=1.5 | value must be a whole number from 0 to 4294967295 | value_not_a_number",
                "/hakaru?name=a&value=x&value=1 | value must be a whole number from 0 to 4294967295 | value_not_a_number",
                "/hakaru?name=a&value=4294967296 | value must be a whole number from 0 to 4294967295 | value_out_of_range",
            })
    void shouldNameTheParameterAndTheRuleThatABeaconBreaks(String path, String error, String reason)
            throws IOException, InterruptedException {
        long published = API.published().count();
        double rejected = API.rejected(reason);

        HttpResponse<byte[]> answer = API.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"error\":\"" + error + "\"}");
        assertThat(API.rejected(reason)).isEqualTo(rejected + 1);
        assertThat(API.published().count()).isEqualTo(published);
    }

    @Test
    void shouldRejectANameThatIsTooLong() throws IOException, InterruptedException {
        assertThat(API.get("/hakaru?name=" + "a".repeat(255)).statusCode()).isEqualTo(200);
        assertThat(API.get("/hakaru?name=" + "a".repeat(256)).statusCode()).isEqualTo(400);
        assertThat(API.get("/hakaru?name=" + "%F0%9F%8E%89".repeat(255)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldTakeAQueryOfFiveKilobytes() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = API.get("/hakaru?padding=" + "x".repeat(5_000) + "&name=five+kilobytes");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(API.published().of("five kilobytes")).hasSize(1);
    }

    @Test
    void shouldCountTheFirstOfARepeatedParameter() throws IOException, InterruptedException {
        API.get("/hakaru?name=first+counts&name=second&value=1&value=2");

        assertThat(API.published().of("second")).isEmpty();
        assertThat(API.published().of("first counts"))
                .extracting(message -> PublishedImpressions.impression(message).getValue())
                .containsExactly(1L);
    }

    @Test
    void shouldIgnoreTheBodyOfAPost() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = API.send("POST", "/hakaru?name=with+body", "name=other&value=9".repeat(1_000));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(API.published().of("with body")).hasSize(1);
        assertThat(API.published().of("other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/hakaru | application/x-www-form-urlencoded | name=body+only&value=7",
                "/hakaru?value=7 | application/x-www-form-urlencoded;charset=UTF-8 | value=8&name=body%20only",
                "/hakaru? | text/plain;charset=UTF-8 | name=body only&value=7",
                "/hakaru?x=1 | Text/Plain | `name=body only&value=7\r\n`",
            },
            quoteCharacter = '`')
    void shouldCountABodyThatIsTheWholeBeacon(String path, String type, String body)
            throws IOException, InterruptedException {
        int before = API.published().of("body only").size();

        HttpResponse<byte[]> answer = API.send("POST", path, body, "Content-Type", type);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(API.published().of("body only"))
                .hasSize(before + 1)
                .allMatch(message -> PublishedImpressions.impression(message).getValue() == 7);
    }

    @ParameterizedTest
    @CsvSource({"application/json,'{\"name\":\"x\"}'", "multipart/form-data,name=x"})
    void shouldNotReadOtherBodies(String type, String body) throws IOException, InterruptedException {
        assertThat(API.send("POST", "/hakaru", body, "Content-Type", type).statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldNotKeepABodyThatIsLongerThanAQueryMayBe() throws IOException, InterruptedException {
        String body = "name=long&padding=" + "x".repeat(8 * 1024);

        HttpResponse<byte[]> answer =
                API.send("POST", "/hakaru", body, "Content-Type", "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(API.published().of("long")).isEmpty();
    }
}
