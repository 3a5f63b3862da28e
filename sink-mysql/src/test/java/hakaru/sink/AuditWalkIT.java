package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
                        + "VALUES ('lMYWbB7aTTmMgNzGNYQZxQ', 0, 10, 10, 1, 10)");
        database.prepare("INSERT INTO rolled_days SELECT DATE(second), ad, SUM(impressions), SUM(value_sum)"
                + " FROM impressions_per_second WHERE ad = 'open' GROUP BY DATE(second), ad");
        database.prepare("INSERT INTO rolled_hours VALUES ('2026-11-27 14:00:00', 'open', 9, 70)");
        database.prepare("INSERT INTO rolled_invalid_days VALUES ('2026-11-27', 'open', 'bot', 3, 30)");
        database.prepare("UPDATE roll_up SET rolled_to = '2026-11-28'");
        database.close(Instant.parse("2026-11-28T00:00:10Z"));
        database.prepare("UPDATE settlement SET final_to = '2026-11-28 11:59:59', final_after_seconds = 10");
    }

    private static String sha256(List<List<List<String>>> lines) {
        String text = lines.stream()
                .flatMap(List::stream)
                .map(row -> row.get(0) + "\n")
                .collect(Collectors.joining());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldLeadFromAReceiptToTheSecondTheDayTheBooksAndTheProof() throws IOException, SQLException {
        prepare();

        List<List<List<String>>> answers = new ArrayList<>();
        for (String statement : statements()) {
            answers.add(database.query(statement).rows());
        }

        List<List<List<String>>> text = answers.subList(answers.size() - 2, answers.size());
        assertThat(text)
                .containsExactly(
                        List.of(List.of("day\t2026-11-27\nprevious\t\nlMYWbB7aTTmMgNzGNYQZxQ/0/10")),
                        List.of(List.of("open\t\t9\t70"), List.of("open\tbot\t3\t30")));
        assertThat(answers.subList(0, answers.size() - 2))
                .containsExactly(
                        List.of(List.of("1")),
                        List.of(List.of("2026-11-27 14:03:21", "open", "7", "70")),
                        List.of(List.of("bot", "3")),
                        List.of(List.of("0", "0", "0")),
                        List.of(List.of("0")),
                        List.of(List.of("2026-11-27", "open", "9", "3", "6", "1")),
                        List.of(List.of("2026-11-28 11:59:59", "10")),
                        List.of(List.of("2026-11-27", "1", "9", "3", "70", sha256(text))),
                        List.of());
    }
}
