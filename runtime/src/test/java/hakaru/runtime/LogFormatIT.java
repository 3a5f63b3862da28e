package hakaru.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hakaru.testkit.Await;
import hakaru.testkit.ForkedJvm;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFormatIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Test
    void shouldWriteOneObjectALineWithTheExceptionInIt() {
        Instant begin = Instant.now();

        List<JsonNode> lines = logOf("fails to start", "LOG_FORMAT", "json").stream()
                .map(LogFormatIT::parsed)
                .toList();

        assertThat(lines).hasSize(3).allSatisfy(line -> {
            assertThat(Instant.ofEpochMilli(line.required("timestamp").asLong()))
                    .isBetween(begin.minusSeconds(1), Instant.now());
            assertThat(line.required("loggerName").asText()).isEqualTo("hakaru.runtime.ServiceProcess");
            assertThat(line.required("threadName").asText()).isNotEmpty();
        });
        assertThat(lines).extracting(line -> line.required("level").asText()).containsExactly("INFO", "ERROR", "INFO");
        JsonNode failure = lines.get(1);
        assertThat(failure.required("formattedMessage").asText())
                .isEqualTo("shop failed to start and exits with status 1");
        assertThat(failure.required("throwable").required("className").asText())
                .isEqualTo("java.lang.UnsatisfiedLinkError");
        assertThat(failure.required("throwable").required("message").asText()).isEqualTo("no door for this machine");
        assertThat(failure.required("throwable").required("stepArray")).isNotEmpty();
        assertThat(lines.get(0).required("throwable").isNull()).isTrue();
    }

    @Test
    void shouldKeepAMessageOfSeveralLinesOnOne() {
        List<String> lines = logOf("open", "LOG_FORMAT", "json", "SHOP_DAYY", "open");

        assertThat(parsed(lines.get(0)).required("formattedMessage").asText())
                .hasLineCount(2)
                .contains("did you mean SHOP_DAY?");
    }

    @Test
    void shouldWritePlainLinesForPeopleByDefault() {
        assertThat(logOf("fails to start").get(0))
                .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z INFO  ServiceProcess +Starting shop .*");
    }

    @Test
    void shouldNotFallSilentWhenTheFormatIsUnknown() {
        assertThat(logOf("fails to start", "LOG_FORMAT", "xml").get(0)).contains("INFO  ServiceProcess");
    }

    /** The log of a process that ends by itself. */
    private static List<String> logOf(String day, String... variables) {
        Map<String, String> environment = new HashMap<>(Map.of("SHOP_DAY", day));
        for (int index = 0; index < variables.length; index += 2) {
            environment.put(variables[index], variables[index + 1]);
        }
        try (ForkedJvm shop = ForkedJvm.start(ShopProcess.class, environment)) {
            Await.until("the end", LIMIT, () -> !shop.isAlive());
            return shop.output().lines().toList();
        }
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not an object on a line: " + line, e);
        }
    }
}
