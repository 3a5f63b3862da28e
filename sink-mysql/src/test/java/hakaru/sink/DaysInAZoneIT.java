package hakaru.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The days of a zone are those that java.time has, also on the days on which its clocks change. */
class DaysInAZoneIT {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final int QUARTER = 900;
    private static final AnalystDatabase DATABASE = open();

    private static AnalystDatabase open() {
        try {
            AnalystDatabase database = new AnalystDatabase(NOW);
            database.prepare("UPDATE settlement SET final_to = '2026-11-28 11:59:50', final_after_seconds = 10");
            return database;
        } catch (SQLException e) {
            throw new IllegalStateException("no database for the days in a zone", e);
        }
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    /** An impression each quarter of an hour, with another number each time; all but the last hour are rolled up. */
    private static Map<LocalDate, Long> insertAround(LocalDate day, ZoneId zone) throws SQLException {
        long from = day.minusDays(3).toEpochSecond(LocalTime.MIN, ZoneOffset.UTC);
        long to = day.plusDays(4).toEpochSecond(LocalTime.MIN, ZoneOffset.UTC);
        Map<LocalDate, Long> days = new TreeMap<>();
        for (String table : List.of("impressions_per_second", "rolled_minutes", "rolled_hours", "rolled_days")) {
            DATABASE.prepare("DELETE FROM " + table);
        }
        DATABASE.prepareAll(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO impressions_per_second VALUES (?, 'open', ?, 0)")) {
                for (long second = from; second < to; second += QUARTER) {
                    long impressions = 1 + second / QUARTER % 97;
                    insert.setObject(1, LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
                    insert.setLong(2, impressions);
                    insert.addBatch();
                    days.merge(LocalDate.ofInstant(Instant.ofEpochSecond(second), zone), impressions, Long::sum);
                }
                insert.executeBatch();
            }
        });
        rollUp(to - 3_600);
        return days;
    }

    private static void rollUp(long to) throws SQLException {
        DATABASE.prepare("UPDATE roll_up SET rolled_to = '%s', minutes_from = '1970-01-01'"
                .formatted(LocalDateTime.ofEpochSecond(to, 0, ZoneOffset.UTC)));
        rollUp("rolled_minutes", "second - INTERVAL SECOND(second) SECOND");
        rollUp("rolled_hours", "TIMESTAMP(DATE(second)) + INTERVAL HOUR(second) HOUR");
        rollUp("rolled_days", "DATE(second)");
        DATABASE.prepare("DELETE FROM impressions_per_second WHERE second < (SELECT rolled_to FROM roll_up)");
    }

    private static void rollUp(String table, String period) throws SQLException {
        DATABASE.prepare("""
                INSERT INTO %s SELECT %s AS period, ad, SUM(impressions), SUM(value_sum) FROM impressions_per_second
                WHERE second < (SELECT rolled_to FROM roll_up) GROUP BY period, ad""".formatted(table, period));
    }

    private static List<List<String>> days(LocalDate first, LocalDate last, String zone) throws SQLException {
        Map<String, String> parameters =
                ExpectedAnswer.with(ExpectedAnswer.days(first.toString(), last.toString(), "20"), Map.of("zone", zone));
        return DATABASE.answer("impressions-per-day-in-a-zone.sql", parameters).rows();
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2026-03-29", // 23 hours
        "Europe/Berlin, 2026-10-25", // 25 hours
        "America/New_York, 2026-11-01",
        "America/Havana, 2026-03-08", // midnight does not exist
        "America/Havana, 2026-11-01", // one o'clock, then midnight again
        "Asia/Kolkata, 2026-06-17", // +5:30
        "Asia/Kathmandu, 2026-06-17", // +5:45
        "Australia/Lord_Howe, 2026-04-05", // back by half an hour, from +11 to +10:30
        "Australia/Lord_Howe, 2026-10-04",
        "Pacific/Chatham, 2026-09-27", // from +12:45 to +13:45
        "Pacific/Kiritimati, 2026-06-17", // +14
        "Etc/GMT+12, 2026-06-17",
        "UTC, 2026-06-17"
    })
    void shouldAddUpTheDaysOfTheZone(String zone, LocalDate day) throws SQLException {
        Map<LocalDate, Long> expected = insertAround(day, ZoneId.of(zone));

        List<List<String>> rows = new ArrayList<>();
        for (LocalDate next = day.minusDays(2); !next.isAfter(day.plusDays(2)); next = next.plusDays(1)) {
            rows.add(List.of(next.toString(), "open", String.valueOf(expected.get(next)), "0", "1"));
        }
        assertThat(days(day.minusDays(2), day.plusDays(2), zone)).isEqualTo(rows);
    }

    @Test
    void shouldLeaveOutDaysWhoseMinutesAreNotKept() throws SQLException {
        LocalDate day = LocalDate.of(2026, 6, 17);
        insertAround(day, ZoneId.of("Asia/Kolkata"));
        DATABASE.prepare("UPDATE roll_up SET minutes_from = '2026-06-17'");
        DATABASE.prepare("DELETE FROM rolled_minutes WHERE minute < '2026-06-17'");

        // The 17th has begun in Kolkata before it did in UTC.
        assertThat(days(day.minusDays(2), day.plusDays(1), "Asia/Kolkata"))
                .extracting(row -> row.get(0))
                .containsExactly("2026-06-18");
        assertThat(days(day.minusDays(2), day.plusDays(1), "Asia/Tokyo")).hasSize(4);
    }

    @Test
    void shouldNotCallADayFinalThatIsNotOverInTheZone() throws SQLException {
        LocalDate day = LocalDate.of(2026, 6, 17);
        insertAround(day, ZoneId.of("America/New_York"));
        try {
            DATABASE.prepare("UPDATE settlement SET final_to = '2026-06-18 04:00:09'");
            assertThat(days(day, day, "America/New_York").get(0)).endsWith("0");
            DATABASE.prepare("UPDATE settlement SET final_to = '2026-06-18 04:00:10'");
            assertThat(days(day, day, "America/New_York").get(0)).endsWith("1");
        } finally {
            DATABASE.prepare("UPDATE settlement SET final_to = '2026-11-28 11:59:50'");
        }
    }

    @Test
    void shouldSayThatThereIsNoSuchZone() throws SQLException {
        LocalDate day = LocalDate.of(2026, 6, 17);

        assertThat(days(day, day, "Europe/Atlantis"))
                .singleElement()
                .satisfies(row -> assertThat(row.get(1)).startsWith("There is no time zone Europe/Atlantis"));
    }
}
