package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query that analysts find in Redash, on rows whose answers are known, most of them on the edge of a bound. */
class AnalystQueriesIT {
    private static final Instant NOW = Instant.parse("2026-06-17T12:34:56Z");

    private static final String COUNTS = """
            INSERT INTO impressions_per_second (second, ad, impressions, value_sum) VALUES
              ('2026-06-17 12:34:55', 'open', 3, 30),
              ('2026-06-17 12:34:55', 'shut', 1, 100),
              ('2026-06-17 12:30:00', 'open', 2, 20),
              ('2026-06-17 12:29:56', 'open', 1, 1),
              ('2026-06-17 12:29:55', 'open', 50, 5),
              ('2026-06-17 12:24:56', 'edge', 1, 0),
              ('2026-06-17 12:10:00', 'mute', 7, 7),
              ('2026-06-17 11:59:59', 'open', 11, 0),
              ('2026-06-17 00:00:00', 'open', 13, 0),
              ('2026-06-16 23:59:59', 'shut', 17, 0),
              ('2026-06-16 12:34:56', 'early', 5, 9),
              ('2026-06-16 12:34:55', 'before', 5, 0),
              ('2026-06-16 00:00:00', 'shut', 19, 0),
              ('2026-06-15 23:59:59', 'old', 23, 0),
              ('2026-06-10 12:34:56', 'open', 100, 0),
              ('2026-06-10 12:34:55', 'gone', 6, 0),
              ('2026-06-10 12:00:00', 'open', 4, 0),
              ('2026-06-10 11:59:59', 'open', 200, 0)
            """;

    private static final String LEDGER = """
            INSERT INTO ledger
              (topic_id, partition_no, counted_to, counts_position, impressions, rejected, latest_second, updated_at) VALUES
              ('topic', 0, 402, 9, 400, 2, '2026-06-17 12:34:55', '2026-06-17 12:34:50'),
              ('topic', 1, 69, 8, 68, 1, '2026-06-17 12:34:51', '2026-06-17 12:34:49')
            """;

    private static final Map<String, String> ALL_ADS = Map.of("ad", "%", "ads", "20");
    private static final Map<String, String> BOTH_DAYS = days("2026-06-16", "2026-06-17", "20");

    private static final AnalystDatabase DATABASE = open();

    private record Expectation(String file, Map<String, String> parameters, List<List<String>> rows) {
        static Expectation of(String file, Map<String, String> parameters, String... rows) {
            return new Expectation(
                    file,
                    parameters,
                    Stream.of(rows).map(row -> List.of(row.split("\\|"))).toList());
        }

        @Override
        public String toString() {
            return file;
        }
    }

    private static AnalystDatabase open() {
        try {
            return new AnalystDatabase(NOW);
        } catch (SQLException e) {
            throw new IllegalStateException("no database for the analysts' queries", e);
        }
    }

    private static Map<String, String> days(String start, String end, String ads) {
        return Map.of("date.start", start, "date.end", end, "ad", "%", "ads", ads);
    }

    private static Map<String, String> with(Map<String, String> parameters, Map<String, String> others) {
        Map<String, String> both = new HashMap<>(parameters);
        both.putAll(others);
        return both;
    }

    static List<Expectation> expectations() {
        return List.of(
                Expectation.of(
                        "impressions-per-second.sql",
                        Map.of(),
                        "2026-06-17 12:29:56|open|1|1",
                        "2026-06-17 12:30:00|open|2|20",
                        "2026-06-17 12:34:55|open|3|30",
                        "2026-06-17 12:34:55|shut|1|100"),
                Expectation.of(
                        "impressions-per-minute.sql",
                        with(ALL_ADS, Map.of("period.start", "2026-06-17 12:29", "period.end", "2026-06-17 12:34")),
                        "2026-06-17 12:29:00|open|51|6",
                        "2026-06-17 12:30:00|open|2|20"),
                Expectation.of(
                        "impressions-per-hour.sql",
                        with(BOTH_DAYS, Map.of("ad", "o%")),
                        "2026-06-17 00:00:00|open|13|0",
                        "2026-06-17 11:00:00|open|11|0",
                        "2026-06-17 12:00:00|open|56|56"),
                Expectation.of(
                        "impressions-per-day.sql",
                        days("2026-06-16", "2026-06-16", "20"),
                        "2026-06-16|before|5|0",
                        "2026-06-16|early|5|9",
                        "2026-06-16|shut|36|0"),
                Expectation.of(
                        "top-ads-by-impressions.sql",
                        days("2026-06-16", "2026-06-17", "2"),
                        "open|80|56",
                        "shut|37|100"),
                Expectation.of(
                        "top-ads-by-value.sql", days("2026-06-16", "2026-06-17", "2"), "shut|37|100", "open|80|56"),
                Expectation.of("totals.sql", Map.of(), "65|89|163|46|9|468|3"),
                Expectation.of("freshness.sql", Map.of(), "2026-06-17 12:34:55|1|2026-06-17 12:34:50|6"),
                Expectation.of(
                        "silent-ads.sql",
                        Map.of("hours", "24", "minutes", "10"),
                        "mute|2026-06-17 12:10:00|1496|7",
                        "early|2026-06-16 12:34:56|86400|5"),
                Expectation.of(
                        "this-hour-against-last-week.sql",
                        Map.of(),
                        "open|56|4|52|1300",
                        "mute|7|0|7|null",
                        "gone|0|6|-6|-100",
                        "edge|1|0|1|null",
                        "shut|1|0|1|null"),
                Expectation.of("books.sql", Map.of(), "468|468|0"),
                Expectation.of(
                        "ledger.sql",
                        Map.of(),
                        "0|402|400|2|2026-06-17 12:34:55|2026-06-17 12:34:50|topic",
                        "1|69|68|1|2026-06-17 12:34:51|2026-06-17 12:34:49|topic"));
    }

    @BeforeEach
    void insertRows() throws SQLException {
        empty();
        DATABASE.prepare(COUNTS);
        DATABASE.prepare(LEDGER);
    }

    private static void empty() throws SQLException {
        DATABASE.prepare("DELETE FROM impressions_per_second");
        DATABASE.prepare("DELETE FROM ledger");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void shouldAnswerWhatTheRowsSay(Expectation expectation) throws SQLException {
        AnalystDatabase.Answer answer = DATABASE.answer(expectation.file(), expectation.parameters());

        assertThat(answer.rows()).isEqualTo(expectation.rows());
    }

    /** Redash shows every DECIMAL as a float, and BIGINT UNSIGNED cannot go below zero. */
    @ParameterizedTest
    @MethodSource("expectations")
    void shouldAnswerInSignedIntegersAndTimes(Expectation expectation) throws SQLException {
        AnalystDatabase.Answer answer = DATABASE.answer(expectation.file(), expectation.parameters());

        assertThat(answer.types()).isSubsetOf("BIGINT", "INT", "VARCHAR", "DATETIME", "DATE");
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void shouldAnswerOnEmptyTables(Expectation expectation) throws SQLException {
        empty();

        AnalystDatabase.Answer answer = DATABASE.answer(expectation.file(), expectation.parameters());

        assertThat(answer.types()).isNotEmpty();
    }

    @Test
    void shouldExpectAnAnswerOfEveryFile() {
        assertThat(expectations().stream().map(Expectation::file).sorted().toList())
                .isEqualTo(AnalystDatabase.files());
    }

    @Test
    void shouldShowAnImbalanceOfTheBooks() throws SQLException {
        DATABASE.prepare("UPDATE ledger SET impressions = impressions + 2 WHERE partition_no = 1");

        assertThat(DATABASE.answer("books.sql", Map.of()).rows()).containsExactly(List.of("468", "470", "-2"));
    }

    @Test
    void shouldKeepOnlyTheLargestAds() throws SQLException {
        assertThat(DATABASE.answer("impressions-per-day.sql", days("2026-06-16", "2026-06-17", "1"))
                        .rows())
                .containsExactly(List.of("2026-06-17", "open", "80", "56"));
    }

    @Test
    void shouldTakeAnEscapedWildcardAsItStands() throws SQLException {
        DATABASE.prepare("INSERT INTO impressions_per_second VALUES ('2026-06-16 10:00:00', 'sh_t', 1, 0)");
        Map<String, String> wildcard = with(BOTH_DAYS, Map.of("ad", "sh_t"));
        Map<String, String> escaped = with(BOTH_DAYS, Map.of("ad", "sh!_t"));

        assertThat(DATABASE.answer("impressions-per-hour.sql", wildcard).rows()).hasSize(4);
        assertThat(DATABASE.answer("impressions-per-hour.sql", escaped).rows())
                .containsExactly(List.of("2026-06-16 10:00:00", "sh_t", "1", "0"));
    }

    @Test
    void shouldNotShowANegativeAge() throws SQLException {
        DATABASE.prepare("INSERT INTO impressions_per_second VALUES ('2026-06-17 12:36:00', 'open', 1, 0)");

        assertThat(DATABASE.answer("freshness.sql", Map.of()).rows().get(0).get(1))
                .isEqualTo("0");
    }

    @Test
    void shouldNotLetAnAnalystWrite() {
        assertThatThrownBy(() -> DATABASE.write("DELETE FROM impressions_per_second"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("denied to user");
    }
}
