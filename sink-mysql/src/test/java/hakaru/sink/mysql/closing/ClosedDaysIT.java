package hakaru.sink.mysql.closing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import hakaru.contract.InvalidCount;
import hakaru.contract.Invalidity;
import hakaru.sink.Counts;
import hakaru.sink.batch.Ledger;
import hakaru.sink.mysql.RollUpStage;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A day that is final is written down; what is counted for it later is a correction, and all else that changes shows. */
class ClosedDaysIT {
    private static final Duration FINAL_AFTER = Duration.ofSeconds(10);

    private RollUpStage stage;
    private DayClosing closing;
    private LocalDate dayBefore;
    private LocalDate yesterday;

    @BeforeEach
    void open() throws SQLException {
        stage = new RollUpStage();
        closing = new DayClosing(stage.connections(), FINAL_AFTER);
        yesterday = stage.today().minusDays(1);
        dayBefore = stage.today().minusDays(2);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static long second(LocalDate day, int hour) {
        return day.atTime(hour, 0).toEpochSecond(ZoneOffset.UTC);
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** Ten impressions with the value 20, of which two are bots'. */
    private void writeTen(long second, String ad) throws SQLException {
        stage.write(
                10,
                batch -> batch.addCounts(Counts.at(second, ad, 10))
                        .addInvalid(InvalidCount.newBuilder()
                                .setSecond(second)
                                .setAd(ad)
                                .setReason(Invalidity.INVALIDITY_BOT)
                                .setImpressions(2)
                                .setValueSum(4)));
    }

    private DayClosing.Reached reached(Instant moment) throws SQLException {
        return new DayClosing.Reached(moment, stage.store().readLedger());
    }

    private Optional<LocalDate> closeNext() throws SQLException {
        return closing.closeNext(reached(endOf(stage.today())));
    }

    private DayProof proof(LocalDate day) throws SQLException {
        return DayProof.of(stage.config(), day).orElseThrow();
    }

    /** As when nothing has come for a while: then the newest second is rolled up, too. */
    private void rollUpAll() throws SQLException {
        stage.execute("UPDATE ledger SET updated_at = updated_at - INTERVAL 1 MINUTE");
        stage.rollUp();
    }

    private void closeTwoDays() throws SQLException {
        writeTen(second(dayBefore, 9), "open");
        writeTen(second(yesterday, 9), "open");
        writeTen(second(yesterday, 10), "shut");
        rollUpAll();
        assertThat(closeNext()).contains(dayBefore);
        assertThat(closeNext()).contains(yesterday);
    }

    @Test
    void shouldCloseDaysInTheirOrderAndTodayNot() throws SQLException {
        closeTwoDays();

        assertThat(closeNext()).isEmpty();
        assertThat(stage.text("SELECT CONCAT_WS(' ', ads, impressions, invalid, value_sum, ledger) FROM closed_days"
                        + " WHERE day = '" + yesterday + "'"))
                .isEqualTo("2 20 4 40 topic/0/30");
        assertThat(proof(dayBefore).differences()).isEmpty();
        assertThat(proof(yesterday).differences()).isEmpty();
        assertThat(stage.text("SELECT previous = '' FROM closed_days WHERE day = '" + dayBefore + "'"))
                .isEqualTo("1");
    }

    @Test
    void shouldCloseNoDayBeforeItIsFinal() throws SQLException {
        writeTen(second(yesterday, 23), "open");
        rollUpAll();
        Instant isFinal = endOf(yesterday).plus(FINAL_AFTER);

        assertThat(closing.closeNext(reached(isFinal.minusMillis(1)))).isEmpty();
        assertThat(closing.closeNext(reached(isFinal))).contains(yesterday);
    }

    @Test
    void shouldCloseNoDayThatIsNotRolledUp() throws SQLException {
        writeTen(second(yesterday, 23), "open");

        assertThat(closeNext()).isEmpty();

        rollUpAll();
        assertThat(closeNext()).contains(yesterday);
    }

    @Test
    void shouldCloseADayWithoutImpressions() throws SQLException {
        writeTen(second(dayBefore, 9), "open");
        rollUpAll();

        assertThat(closeNext()).contains(dayBefore);
        assertThat(closeNext()).contains(yesterday);
        assertThat(proof(yesterday).sum().impressions()).isZero();
        assertThat(proof(yesterday).differences()).isEmpty();
    }

    /** In the middle of a restore, or after a failover to a server that misses transactions. */
    @Test
    void shouldCloseNoDayByALedgerThatHasFallenBack() throws SQLException {
        writeTen(second(yesterday, 9), "open");
        rollUpAll();
        Ledger further =
                new Ledger(List.of(new Ledger.Row(new Ledger.Key("topic", 0), 11, 11, Optional.of(Instant.EPOCH))));

        assertThat(closing.closeNext(new DayClosing.Reached(endOf(stage.today()), further)))
                .isEmpty();
    }

    @Test
    void shouldNoteWhatIsCountedForAClosedDay() throws SQLException {
        closeTwoDays();

        writeTen(second(yesterday, 23), "open");
        writeTen(second(yesterday, 0), "new");
        writeTen(second(stage.today(), 0), "open");

        assertThat(
                        stage.pairs(
                                "SELECT CONCAT_WS(' ', day, ad, reason), CONCAT_WS(' ', impressions, value_sum) FROM day_corrections"))
                .containsOnly(
                        entry(yesterday + " open ", "10 20"),
                        entry(yesterday + " open bot", "2 4"),
                        entry(yesterday + " new ", "10 20"),
                        entry(yesterday + " new bot", "2 4"));
        DayProof proof = proof(yesterday);
        assertThat(proof.differences()).isEmpty();
        assertThat(proof.corrections()).isEqualTo(2);
        assertThat(proof.corrected()).isEqualByComparingTo("20");
        assertThat(stage.text("SELECT SUM(impressions) FROM impressions_per_day WHERE day = '" + yesterday + "'"))
                .isEqualTo("40");
        stage.store().requireBalance();
    }

    /** Nothing came after nine o'clock, so the seconds after it were not rolled up when the day was closed. */
    @Test
    void shouldNoteWhatIsCountedForSecondsThatHadNone() throws SQLException {
        writeTen(second(yesterday, 9), "open");
        rollUpAll();
        assertThat(closeNext()).contains(yesterday);

        writeTen(second(yesterday, 22), "open");
        rollUpAll();

        assertThat(proof(yesterday).differences()).isEmpty();
        assertThat(proof(yesterday).corrections()).isEqualTo(1);
        assertThat(stage.balances()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE rolled_days SET impressions = impressions + 1 WHERE ad = 'open'",
                "UPDATE rolled_days SET value_sum = 0 WHERE ad = 'shut'",
                "UPDATE rolled_days SET ad = 'other' WHERE ad = 'shut'",
                "DELETE FROM rolled_days WHERE ad = 'shut'",
                "INSERT INTO rolled_days SELECT day, 'more', 1, 0 FROM rolled_days WHERE ad = 'shut'",
                "UPDATE rolled_invalid_days SET impressions = 1",
                "INSERT INTO day_corrections (day, ad, reason, impressions, value_sum, corrected_at)"
                        + " SELECT day, 'shut', '', 1, 0, '2026-01-01' FROM rolled_days WHERE ad = 'shut'",
                "UPDATE closed_days SET impressions = impressions + 1",
                "UPDATE closed_days SET ledger = 'topic/0/29'",
                "UPDATE closed_days SET ledger = 'forged'",
                "UPDATE closed_days SET sha256 = REVERSE(sha256) WHERE previous = ''",
                "UPDATE ledger SET counted_to = 29, guard_3 = 29"
            })
    void shouldTellAnyOtherChange(String sql) throws SQLException {
        closeTwoDays();
        assertThat(proof(yesterday).differences()).isEmpty();

        stage.execute(sql);

        assertThat(proof(yesterday).differences()).isNotEmpty();
    }

    /** What a restore brought back to before the closing is closed again. */
    @Test
    void shouldCloseADayAgainThatIsOpenAgain() throws SQLException {
        closeTwoDays();
        stage.execute("UPDATE roll_up SET closed_to = '" + yesterday + "'");

        assertThat(closeNext()).contains(yesterday);
        assertThat(proof(yesterday).differences()).isEmpty();
    }

    /** A day of a million ads read at once would keep MySQL silent for longer than a connection may be. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void shouldComeToTheSameHoweverManyAdsAreReadAtOnce(int adsAtOnce) throws SQLException {
        for (String ad : List.of("a", "b", "B", "広告🎉", "it's")) {
            writeTen(second(yesterday, 9), ad);
        }
        rollUpAll();
        stage.execute("INSERT INTO rolled_invalid_days VALUES ('" + yesterday + "', '!', 'bot', 1, 1), ('" + yesterday
                + "', '🎉', 'bot', 1, 1)");
        for (String ad : List.of("b", "c", "🎉")) {
            stage.execute(
                    "INSERT INTO day_corrections (day, ad, reason, impressions, value_sum, corrected_at) VALUES ('"
                            + yesterday + "', '" + ad + "', '', 1, 0, '2026-01-01')");
        }
        DaySum.Heading heading = new DaySum.Heading(yesterday, "", "topic/0/50");

        try (Connection connection = stage.connections().getConnection()) {
            DaySum some = DayReader.read(connection, heading, adsAtOnce);

            assertThat(some).isEqualTo(DayReader.read(connection, heading, 1_000));
            assertThat(some.ads()).isEqualTo(7);
            assertThat(some.impressions()).isEqualByComparingTo("47");
            assertThat(some.invalid()).isEqualByComparingTo("12");
        }
    }

    @Test
    void shouldProveNothingOfADayThatIsNotClosed() throws SQLException {
        closeTwoDays();

        assertThat(DayProof.of(stage.config(), stage.today())).isEmpty();
    }
}
