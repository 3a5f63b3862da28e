package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query that analysts find in Redash, on rows whose answers are known, most of them on the edge of a bound. */
class AnalystQueriesIT {
    private static final AnalystDatabase DATABASE = open();

    private static final List<String> TABLES = List.of(
            "ads",
            "impressions_per_second",
            "rolled_minutes",
            "rolled_hours",
            "rolled_days",
            "invalid_per_second",
            "rolled_invalid_minutes",
            "rolled_invalid_hours",
            "rolled_invalid_days",
            "closed_days",
            "day_corrections");

    private static AnalystDatabase open() {
        try {
            return new AnalystDatabase(ExpectedAnswer.NOW);
        } catch (SQLException e) {
            throw new IllegalStateException("no database for the analysts' queries", e);
        }
    }

    static List<ExpectedAnswer> expectations() {
        return ExpectedAnswer.all();
    }

    @BeforeEach
    void insertRows() throws SQLException {
        empty();
        DATABASE.prepare(ExpectedAnswer.COUNTS);
        DATABASE.prepare(ExpectedAnswer.INVALID);
        DATABASE.prepare(ExpectedAnswer.ADS);
        DATABASE.prepare(ExpectedAnswer.LEDGER);
        DATABASE.prepare(ExpectedAnswer.SETTLEMENT);
        DATABASE.prepare(ExpectedAnswer.REJECTED);
        DATABASE.prepare(ExpectedAnswer.CLOSED);
        DATABASE.prepare(ExpectedAnswer.CORRECTIONS);
    }

    private static void empty() throws SQLException {
        for (String table : TABLES) {
            DATABASE.prepare("DELETE FROM " + table);
        }
        DATABASE.prepare("UPDATE roll_up SET rolled_to = '1970-01-01'");
        DATABASE.prepare("DELETE FROM ledger");
        DATABASE.prepare("DELETE FROM rejected_records");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void shouldAnswerWhatTheRowsSay(ExpectedAnswer expected) throws SQLException {
        AnalystDatabase.Answer answer = DATABASE.answer(expected.file(), expected.parameters());

        assertThat(answer.rows()).isEqualTo(expected.rows());
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void shouldAnswerTheSameOnceSecondsAreRolledUp(ExpectedAnswer expected) throws SQLException {
        DATABASE.prepare("UPDATE roll_up SET rolled_to = '2026-06-17 12:30:00'");
        rollUp("minutes", "second - INTERVAL SECOND(second) SECOND");
        rollUp("hours", "TIMESTAMP(DATE(second)) + INTERVAL HOUR(second) HOUR");
        rollUp("days", "DATE(second)");

        AnalystDatabase.Answer answer = DATABASE.answer(expected.file(), expected.parameters());

        assertThat(answer.rows()).isEqualTo(expected.rows());
        assertThat(answer.types()).isSubsetOf("BIGINT", "INT", "VARCHAR", "DATETIME", "DATE");
    }

    private static void rollUp(String periods, String period) throws SQLException {
        DATABASE.prepare("""
                INSERT INTO rolled_%s SELECT %s AS period, ad, SUM(impressions), SUM(value_sum) FROM impressions_per_second
                WHERE second < (SELECT rolled_to FROM roll_up) GROUP BY period, ad""".formatted(periods, period));
        DATABASE.prepare("""
                INSERT INTO rolled_invalid_%s SELECT %s AS period, ad, reason, SUM(impressions), SUM(value_sum)
                FROM invalid_per_second
                WHERE second < (SELECT rolled_to FROM roll_up) GROUP BY period, ad, reason""".formatted(periods, period));
    }

    /** Redash shows every DECIMAL as a float, and BIGINT UNSIGNED cannot go below zero. */
    @ParameterizedTest
    @MethodSource("expectations")
    void shouldAnswerInSignedIntegersAndTimes(ExpectedAnswer expected) throws SQLException {
        AnalystDatabase.Answer answer = DATABASE.answer(expected.file(), expected.parameters());

        assertThat(answer.types()).isSubsetOf("BIGINT", "INT", "VARCHAR", "DATETIME", "DATE");
    }

    @ParameterizedTest
    @MethodSource("expectations")
    void shouldAnswerOnEmptyTables(ExpectedAnswer expected) throws SQLException {
        empty();

        AnalystDatabase.Answer answer = DATABASE.answer(expected.file(), expected.parameters());

        assertThat(answer.types()).isNotEmpty();
    }

    @Test
    void shouldExpectAnAnswerOfEveryFile() {
        assertThat(expectations().stream()
                        .map(ExpectedAnswer::file)
                        .distinct()
                        .sorted()
                        .toList())
                .isEqualTo(AnalystDatabase.files());
    }

    @Test
    void shouldShowAnImbalanceOfTheBooks() throws SQLException {
        DATABASE.prepare("UPDATE ledger SET impressions = impressions + 2 WHERE partition_no = 1");

        assertThat(DATABASE.answer("books.sql", Map.of()).rows()).containsExactly(List.of("468", "470", "-2"));
    }

    @Test
    void shouldKeepOnlyTheLargestAds() throws SQLException {
        assertThat(DATABASE.answer("impressions-per-day.sql", ExpectedAnswer.days("2026-06-16", "2026-06-17", "1"))
                        .rows())
                .containsExactly(List.of("2026-06-17", "open", "80", "56", "3", "77", "0", "Opening"));
    }

    @Test
    void shouldTakeAnEscapedWildcardAsItStands() throws SQLException {
        DATABASE.prepare("INSERT INTO impressions_per_second VALUES ('2026-06-16 10:00:00', 'sh_t', 1, 0)");
        Map<String, String> wildcard = ExpectedAnswer.with(ExpectedAnswer.BOTH_DAYS, Map.of("ad", "sh_t"));
        Map<String, String> escaped = ExpectedAnswer.with(ExpectedAnswer.BOTH_DAYS, Map.of("ad", "sh!_t"));

        assertThat(DATABASE.answer("impressions-per-hour.sql", wildcard).rows()).hasSize(4);
        assertThat(DATABASE.answer("impressions-per-hour.sql", escaped).rows())
                .containsExactly(List.of("2026-06-16 10:00:00", "sh_t", "1", "0", "0", "1", "1", "sh_t"));
    }

    @Test
    void shouldSayThatYesterdayIsNotFinalYet() throws SQLException {
        DATABASE.prepare("UPDATE settlement SET final_to = '2026-06-17 00:00:09'");

        assertThat(DATABASE.answer("totals.sql", Map.of()).rows().get(0)).contains("not yet");
        assertThat(DATABASE.answer("final-to.sql", Map.of()).rows().get(0)).contains("not yet");
        assertThat(DATABASE.answer("impressions-per-day.sql", ExpectedAnswer.days("2026-06-16", "2026-06-16", "1"))
                        .rows())
                .containsExactly(List.of("2026-06-16", "shut", "36", "0", "4", "32", "0", "shut"));
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
