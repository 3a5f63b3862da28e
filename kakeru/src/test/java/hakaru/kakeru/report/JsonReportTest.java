package hakaru.kakeru.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    @Test
    void shouldTellTheVerdictAndTheFigures() {
        assertThat(JsonReport.of(Reports.counted(998)))
                .contains("\"goal_holds\":true", "\"books_balance\":false")
                .contains("\"sent\":1000", "\"unknown\":1", "\"p99.9\":", "\"unseen\":0")
                .contains("\"<open>\":{");
    }

    @Test
    void shouldWriteJson() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("text", "a \"b\" \\ \n");
        map.put("list", Arrays.asList(1, 2.5, true, null));
        map.put("empty", List.of());

        assertThat(Json.of(map))
                .isEqualTo("{\"text\":\"a \\\"b\\\" \\\\ \\u000a\",\"list\":[1,2.5,true,null],\"empty\":[]}");
    }
}
