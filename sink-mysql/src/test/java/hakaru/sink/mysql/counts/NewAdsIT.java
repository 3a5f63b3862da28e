package hakaru.sink.mysql.counts;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.sink.batch.CountRow;
import hakaru.sink.mysql.RollUpStage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever invents ads gets so many rows a minute and no more; whatever is counted stays counted, and the books balance. */
class NewAdsIT {
    private static final int PER_MINUTE = 10;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ManualClock clock = new ManualClock();
    private RollUpStage stage;
    private CountStore store;
    private long next;

    /** Stands still until it is told to move. */
    private static final class ManualClock extends Clock {
        private Instant now = Instant.parse("2026-06-17T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void open() throws SQLException {
        stage = new RollUpStage();
        store = newStore();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    /** As after a restart. */
    private CountStore newStore() {
        return new CountStore(stage.connections(), 1_000, new NewAds(PER_MINUTE, registry, clock));
    }

    private void write(String prefix, int ads) throws SQLException {
        List<CountRow> rows = IntStream.range(0, ads)
                .mapToObj(ad -> new CountRow(stage.daysAgo(1), prefix + ad, 1, 2))
                .toList();
        store.write(RollUpStage.batch(0, next, rows));
        next += ads;
    }

    private String ads() throws SQLException {
        return stage.text("SELECT COUNT(DISTINCT ad) FROM impressions_per_day WHERE ad <> '(unlisted)'");
    }

    private String unlisted() throws SQLException {
        return stage.text(
                "SELECT CONCAT_WS('/', SUM(impressions), SUM(value_sum), SUM(invalid)) FROM impressions_per_day "
                        + "WHERE ad = '(unlisted)'");
    }

    private double refused() {
        return registry.get("hakaru.sink.new.ads.refused").counter().count();
    }

    @Test
    void shouldCountWhatIsBeyondTheBoundUnderOneName() throws SQLException {
        write("made-up-", 100);

        assertThat(ads()).isEqualTo("10");
        assertThat(unlisted()).isEqualTo("90/180/90");
        assertThat(stage.text("SELECT SUM(impressions) FROM invalid_per_day WHERE reason = 'unlisted'"))
                .isEqualTo("90");
        assertThat(stage.text("SELECT COUNT(*) FROM impressions_per_second")).isEqualTo("11");
        assertThat(stage.text("SELECT SUM(impressions) FROM ledger")).isEqualTo("100");
        assertThat(stage.balances()).isTrue();
        assertThat(refused()).isEqualTo(90);
    }

    @Test
    void shouldLetAsManyAgainBeNewAMinuteLater() throws SQLException {
        write("made-up-", 100);
        clock.now = clock.now.plus(Duration.ofSeconds(30));
        write("others-", 100);
        assertThat(ads()).isEqualTo("15");

        clock.now = clock.now.plus(Duration.ofHours(5));
        write("more-", 100);
        assertThat(ads()).isEqualTo("25");
        assertThat(stage.balances()).isTrue();
    }

    /** An ad that has had rows keeps them: a flood, or a restart in it, takes nothing from it. */
    @Test
    void shouldTakeNothingFromAdsThatAreKnown() throws SQLException {
        write("known-", PER_MINUTE);
        stage.execute("UPDATE ledger SET updated_at = updated_at - INTERVAL 1 MINUTE");
        stage.rollUp();
        store = newStore();
        write("made-up-", 100);

        write("known-", PER_MINUTE);

        assertThat(stage.text("SELECT SUM(impressions) FROM impressions_per_day WHERE ad LIKE 'known-%'"))
                .isEqualTo("20");
        assertThat(stage.balances()).isTrue();
    }

    /** Half a minute passes until seconds are rolled up. */
    @Test
    void shouldKnowAfterARestartTheAdsThatAreNotRolledUpYet() throws SQLException {
        write("known-", PER_MINUTE);
        store = newStore();

        write("made-up-", 100);
        write("known-", PER_MINUTE);

        assertThat(stage.text("SELECT SUM(impressions) FROM impressions_per_day WHERE ad LIKE 'known-%'"))
                .isEqualTo("20");
    }

    @Test
    void shouldKnowTheAdsThatAnalystsHaveDescribed() throws SQLException {
        stage.execute("INSERT INTO ads (ad, label) VALUES ('described-0', 'Autumn')");
        write("made-up-", 100);

        write("described-", 2);

        assertThat(stage.text("SELECT GROUP_CONCAT(label) FROM impressions_per_day WHERE ad LIKE 'described-%'"))
                .isEqualTo("Autumn");
        assertThat(unlisted()).isEqualTo("91/182/91");
    }
}
