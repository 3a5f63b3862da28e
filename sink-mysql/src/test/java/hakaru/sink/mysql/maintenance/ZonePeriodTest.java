package hakaru.sink.mysql.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZonePeriodTest {
    private static final Instant KNOWN = Instant.parse("2030-01-01T00:00:00Z");

    private static List<ZonePeriod> of(String zone) {
        return ZonePeriod.of(ZoneId.of(zone), KNOWN);
    }

    @Test
    void shouldHaveOnePeriodWhereClocksNeverChange() {
        assertThat(of("Asia/Kathmandu")).singleElement().satisfies(period -> {
            assertThat(period.offset()).isEqualTo(5 * 3_600 + 45 * 60);
            assertThat(period.wholeHours()).isFalse();
        });
        assertThat(of("Asia/Tokyo"))
                .singleElement()
                .satisfies(period -> assertThat(period.wholeHours()).isTrue());
    }

    /** Clocks go forward in the middle of an hour of UTC: its second half is whole in neither. */
    @Test
    void shouldSplitTheHourInWhichClocksChange() {
        long change = Instant.parse("2026-10-03T15:30:00Z").getEpochSecond();

        assertThat(of("Australia/Lord_Howe"))
                .contains(new ZonePeriod("Australia/Lord_Howe", change, change + 1_800, 39_600, false))
                .anySatisfy(period -> {
                    assertThat(period.from()).isEqualTo(change + 1_800);
                    assertThat(period.wholeHours()).isTrue();
                });
    }

    @Test
    void shouldLeaveNoGapAndFollowJavaInEveryZone() {
        for (String name : ZoneId.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(name);
            long end = ZonePeriod.FIRST.getEpochSecond();
            for (ZonePeriod period : of(name)) {
                assertThat(period.from()).as(name).isEqualTo(end);
                assertThat(period.offset())
                        .as(name)
                        .isEqualTo(zone.getRules()
                                .getOffset(Instant.ofEpochSecond(period.from()))
                                .getTotalSeconds());
                assertThat(period.offset() % 60).as(name).isZero();
                end = period.to();
            }
            assertThat(end).as(name).isEqualTo(253_402_300_799L);
        }
    }
}
