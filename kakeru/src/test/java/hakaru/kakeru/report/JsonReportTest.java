package hakaru.kakeru.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldTellTheVerdictAndTheFigures() {
        assertThat(JsonReport.of(Reports.counted(998)))
                .contains("\"goal_holds\":true", "\"books_balance\":false")
                .contains("\"sent\":1000", "\"unknown\":1", "\"p99.9\":", "\"unseen\":0", "\"probes\":[[0.5,400.0]]")
                .contains("\"<open>\":{");
    }

    @Test
    void shouldWriteEachSecond() {
        assertThat(JsonReport.of(Reports.counted(998)))
                .contains(
                        "\"seconds\":[{\"end\":1.0,\"due\":500,\"accepted\":499,\"failed\":0,\"unknown\":1,\"late\":0,"
                                + "\"queued\":0,\"in_flight\":3,\"p50\":50.0,\"p99\":99.0,\"max\":100.0},{\"end\":2.0,");
    }

    @Test
    void shouldWriteEachAccount() throws JsonProcessingException {
        JsonNode books = JSON.readTree(JsonReport.of(Reports.counted(998))).get("books");

        JsonNode account = JSON.readTree("""
                {"sent": {"impressions": 1000, "value": 0}, "accepted": {"impressions": 999, "value": 0},
                 "failed": {"impressions": 0, "value": 0}, "unknown": {"impressions": 1, "value": 0},
                 "counted": {"impressions": 998, "value": 0}, "balanced": false}""");
        assertThat(books.get("total")).isEqualTo(account);
        assertThat(books.at("/ads/<open>")).isEqualTo(account);
    }

    @Test
    void shouldTellThatTheBooksWereNotCompared() throws JsonProcessingException {
        JsonNode report = JSON.readTree(JsonReport.of(Reports.empty()));

        assertThat(report.at("/verdict/books_compared").booleanValue()).isFalse();
        assertThat(report.at("/verdict/books_balance").isNull()).isTrue();
        assertThat(report.has("books")).isFalse();
    }
}
