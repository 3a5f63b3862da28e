package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The statements of docs/audit.md, as the analysts' user runs them. */
class AuditWalkIT {
    private static final Pattern SQL = Pattern.compile("(?s)```sql\n(.*?)```");

    private final AnalystDatabase database = open();

    private static AnalystDatabase open() {
        try {
            return new AnalystDatabase(Instant.parse("2026-11-28T12:00:00Z"));
        } catch (SQLException e) {
            throw new IllegalStateException("no database for the auditor's walk", e);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static List<String> statements() throws IOException {
        Matcher blocks = SQL.matcher(Files.readString(Path.of("..", "docs", "audit.md")));
        List<String> statements = new ArrayList<>();
        while (blocks.find()) {
            for (String statement : blocks.group(1).split(";", -1)) {
                if (!statement.isBlank()) {
                    statements.add(statement);
                }
            }
        }
        return statements;
    }

    private void prepare() throws SQLException {
        database.prepare("INSERT INTO impressions_per_second VALUES ('2026-11-27 14:03:21', 'open', 7, 70), "
                + "('2026-11-27 14:03:22', 'open', 2, 0), ('2026-11-28 00:00:00', 'shut', 1, 1)");
        database.prepare("INSERT INTO invalid_per_second VALUES ('2026-11-27 14:03:21', 'open', 'bot', 3, 30)");
        database.prepare(
                "INSERT INTO ledger (topic_id, partition_no, counted_to, guard_3, counts_position, impressions) "
                        + "VALUES ('topic', 0, 10, 10, 1, 10)");
        database.prepare("UPDATE settlement SET final_to = '2026-11-28 11:59:59', final_after_seconds = 10");
    }

    @Test
    void shouldLeadFromOneSecondToTheDayTheBooksAndWhetherItIsFinal() throws IOException, SQLException {
        prepare();

        List<List<List<String>>> answers = new ArrayList<>();
        for (String statement : statements()) {
            answers.add(database.query(statement).rows());
        }

        assertThat(answers)
                .containsExactly(
                        List.of(List.of("2026-11-27 14:03:21", "open", "7", "70")),
                        List.of(List.of("bot", "3")),
                        List.of(List.of("0", "0", "0")),
                        List.of(List.of("0")),
                        List.of(List.of("2026-11-27", "open", "9", "3", "6", "1")),
                        List.of(List.of("2026-11-28 11:59:59", "10")));
    }
}
