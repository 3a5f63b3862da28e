package hakaru.sink.mysql.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.contract.InvalidCount;
import hakaru.contract.Invalidity;
import hakaru.sink.Counts;
import hakaru.sink.mysql.RollUpStage;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is invalid is counted like all impressions, and beside them, by reason: gross and net. */
class InvalidImpressionsIT {
    private static final int TOTAL = 10;

    private RollUpStage stage;

    @BeforeEach
    void open() throws SQLException {
        stage = new RollUpStage();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private static InvalidCount invalid(long second, String ad, Invalidity reason, long impressions) {
        return InvalidCount.newBuilder()
                .setSecond(second)
                .setAd(ad)
                .setReason(reason)
                .setImpressions(impressions)
                .setValueSum(3 * impressions)
                .build();
    }

    private void writeTen(long second, String ad, long bots, long ahead) throws SQLException {
        stage.write(TOTAL, batch -> {
            batch.addCounts(Counts.withValueSum(second, ad, TOTAL, 3 * TOTAL));
            if (bots > 0) {
                batch.addInvalid(invalid(second, ad, Invalidity.INVALIDITY_BOT, bots));
            }
            if (ahead > 0) {
                batch.addInvalid(invalid(second, ad, Invalidity.INVALIDITY_PREFETCH, ahead));
            }
        });
    }

    private String sums(String period) throws SQLException {
        return stage.text(
                "SELECT CONCAT_WS('/', SUM(impressions), SUM(invalid), SUM(valid)) FROM impressions_per_" + period);
    }

    private String reasons(String period) throws SQLException {
        return stage.text("SELECT GROUP_CONCAT(CONCAT_WS(' ', reason, impressions, value_sum) ORDER BY reason) "
                + "FROM (SELECT reason, SUM(impressions) AS impressions, SUM(value_sum) AS value_sum FROM invalid_per_"
                + period + " GROUP BY reason) AS sums");
    }

    /** All there is: a partition that has not moved for some seconds expects no more. */
    private void rollUp() throws SQLException {
        stage.execute("UPDATE ledger SET updated_at = updated_at - INTERVAL 1 MINUTE");
        stage.rollUp();
    }

    @Test
    void shouldCountGrossAndNetBeforeAndAfterTheRollUp() throws SQLException {
        long second = stage.daysAgo(1) + 3_600;
        writeTen(second, "open", 2, 1);
        writeTen(second + 1, "open", 4, 0);
        writeTen(second + 1, "shut", 0, 0);

        for (String period : List.of("minute", "hour", "day")) {
            assertThat(sums(period)).as(period).isEqualTo("30/7/23");
            assertThat(reasons(period)).as(period).isEqualTo("bot 6 18,prefetch 1 3");
        }
        rollUp();
        assertThat(stage.text("SELECT COUNT(*) FROM rolled_invalid_hours")).isEqualTo("2");
        for (String period : List.of("minute", "hour", "day")) {
            assertThat(sums(period)).as(period).isEqualTo("30/7/23");
            assertThat(reasons(period)).as(period).isEqualTo("bot 6 18,prefetch 1 3");
        }
        assertThat(stage.text("SELECT COUNT(*) FROM invalid_per_second WHERE ad = 'shut'"))
                .isEqualTo("0");
        assertThat(stage.balances()).isTrue();
    }

    @Test
    void shouldCountWhatComesLateAndForDaysThatAreDropped() throws SQLException {
        long dropped = stage.daysAgo(3) + 60;
        long second = stage.daysAgo(1);
        writeTen(dropped, "open", 0, 0);
        rollUp();
        stage.maintain(stage.today().minusDays(3));
        writeTen(second, "open", 1, 0);
        rollUp();
        stage.maintain(stage.today());

        writeTen(second, "open", 2, 0);
        writeTen(dropped, "open", 3, 3);

        assertThat(sums("day")).isEqualTo("40/9/31");
        assertThat(sums("hour")).isEqualTo("40/9/31");
        assertThat(reasons("day")).isEqualTo("bot 6 18,prefetch 3 9");
        assertThat(stage.text("SELECT SUM(impressions) FROM invalid_per_second"))
                .isEqualTo("3");
        assertThat(stage.balances()).isTrue();
    }

    @Test
    void shouldDropInvalidSecondsAndMinutesWithTheirDay() throws SQLException {
        writeTen(stage.daysAgo(6), "open", 5, 0);
        rollUp();
        stage.maintain(stage.today().minusDays(6));
        stage.maintain(stage.today());

        assertThat(stage.text("SELECT COUNT(*) FROM invalid_per_second")).isEqualTo("0");
        assertThat(stage.text("SELECT COUNT(*) FROM rolled_invalid_minutes")).isEqualTo("0");
        assertThat(sums("day")).isEqualTo("10/5/5");
    }

    /** Whatever comes in whatever order, the reasons add up to the invalid, and these with the valid to all. */
    @Test
    void shouldAddUpAfterManyBatches() throws SQLException {
        Random random = new Random(20_261_128);
        long begin = stage.daysAgo(1) + 1_000;
        long expected = 0;
        for (int i = 0; i < 60; i++) {
            long bots = random.nextInt(4);
            long ahead = random.nextInt(4);
            writeTen(begin + random.nextInt(180), "ad-" + random.nextInt(3), bots, ahead);
            expected += bots + ahead;
            if (i % 20 == 19) {
                rollUp();
            }
        }

        for (String period : List.of("minute", "hour", "day")) {
            assertThat(sums(period)).as(period).isEqualTo("600/%d/%d".formatted(expected, 600 - expected));
            assertThat(stage.text("SELECT SUM(impressions) FROM invalid_per_" + period))
                    .isEqualTo(String.valueOf(expected));
        }
    }

    /** An ad that MySQL cannot take is in none of the tables, and the others' invalid impressions are. */
    @Test
    void shouldLeaveOutWhatIsInvalidOfARowThatIsRejected() throws SQLException {
        long second = stage.daysAgo(1);
        String tooLong = "x".repeat(256);
        stage.write(
                2 * TOTAL,
                batch -> batch.addCounts(Counts.withValueSum(second, tooLong, TOTAL, 0))
                        .addCounts(Counts.withValueSum(second, "open", TOTAL, 0))
                        .addInvalid(invalid(second, tooLong, Invalidity.INVALIDITY_BOT, 4))
                        .addInvalid(invalid(second, "open", Invalidity.INVALIDITY_BOT, 3)));

        assertThat(sums("day")).isEqualTo("10/3/7");
        assertThat(stage.text("SELECT CONCAT(impressions, '/', rejected) FROM ledger"))
                .isEqualTo("10/10");
        assertThat(stage.balances()).isTrue();
    }

    @Test
    void shouldNameAReasonThatOnlyANewerReleaseKnowsByItsNumber() throws SQLException {
        long second = stage.daysAgo(1);
        stage.write(
                TOTAL,
                batch -> batch.addCounts(Counts.withValueSum(second, "open", TOTAL, 0))
                        .addInvalid(InvalidCount.newBuilder()
                                .setSecond(second)
                                .setAd("open")
                                .setReasonValue(77)
                                .setImpressions(1)));

        assertThat(reasons("day")).isEqualTo("reason 77 1 0");
    }
}
