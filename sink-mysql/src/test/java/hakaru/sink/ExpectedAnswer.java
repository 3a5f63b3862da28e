package hakaru.sink;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a query of the analysts answers, with these parameters, on rows most of which lie on the edge of a bound. */
record ExpectedAnswer(String file, Map<String, String> parameters, List<List<String>> rows) {
    /** When the queries run. */
    static final Instant NOW = Instant.parse("2026-06-17T12:34:56Z");

    static final String COUNTS = """
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

    static final String INVALID = """
            INSERT INTO invalid_per_second (second, ad, reason, impressions, value_sum) VALUES
              ('2026-06-17 12:34:55', 'open', 'unlisted', 1, 1),
              ('2026-06-17 12:29:55', 'open', 'bot', 2, 0),
              ('2026-06-16 23:59:59', 'shut', 'bot', 3, 0),
              ('2026-06-16 23:59:59', 'shut', 'prefetch', 1, 0)
            """;

    static final String ADS = """
            INSERT INTO ads (ad, label, campaign, advertiser, time_zone, listed) VALUES
              ('open', 'Opening', 'Autumn', 'House', 'Europe/Berlin', TRUE),
              ('shut', NULL, 'Winter', 'House', 'Europe/Atlantis', FALSE)
            """;

    static final String LEDGER = """
            INSERT INTO ledger
              (topic_id, partition_no, counted_to, guard_3, counts_position, impressions, repeated, rejected, latest_second, updated_at)
              VALUES
              ('topic', 0, 402, 402, 9, 400, 0, 2, '2026-06-17 12:34:55', '2026-06-17 12:34:50'),
              ('topic', 1, 74, 74, 8, 68, 5, 1, '2026-06-17 12:34:51', '2026-06-17 12:34:49')
            """;

    static final String SETTLEMENT = "UPDATE settlement SET final_to = '2026-06-17 12:34:50', final_after_seconds = 10";

    static final String REJECTED = """
            INSERT INTO rejected_records (topic_id, partition_no, from_offset, to_offset) VALUES ('topic', 1, 7, 8)""";

    static final String CLOSED = """
            INSERT INTO closed_days (day, closed_at, ads, impressions, invalid, value_sum, ledger, previous, sha256) VALUES
              ('2026-06-15', '2026-06-16 00:00:11.5', 1, 23, 0, 0, 'topic/0/23', '', 'aa'),
              ('2026-06-16', '2026-06-17 00:00:12.5', 3, 41, 4, 9, 'topic/0/64', 'aa', 'bb')
            """;

    static final String CORRECTIONS = """
            INSERT INTO day_corrections (day, ad, reason, impressions, value_sum, corrected_at) VALUES
              ('2026-06-16', 'early', '', 3, 5, '2026-06-17 08:00:00'),
              ('2026-06-16', 'early', 'bot', 1, 2, '2026-06-17 08:00:00'),
              ('2026-06-16', 'before', '', 2, 0, '2026-06-17 09:00:00')
            """;

    private static final Map<String, String> ALL_ADS = Map.of("ad", "%", "ads", "20");
    static final Map<String, String> BOTH_DAYS = days("2026-06-16", "2026-06-17", "20");

    static List<ExpectedAnswer> all() {
        return List.of(
                expect(
                        "impressions-per-second.sql",
                        Map.of(),
                        "2026-06-17 12:29:56|open|1|1|Opening",
                        "2026-06-17 12:30:00|open|2|20|Opening",
                        "2026-06-17 12:34:55|open|3|30|Opening",
                        "2026-06-17 12:34:55|shut|1|100|shut"),
                expect(
                        "impressions-per-minute.sql",
                        with(ALL_ADS, Map.of("period.start", "2026-06-17 12:29", "period.end", "2026-06-17 12:34")),
                        "2026-06-17 12:29:00|open|51|6|2|49|Opening",
                        "2026-06-17 12:30:00|open|2|20|0|2|Opening"),
                expect(
                        "impressions-per-hour.sql",
                        with(BOTH_DAYS, Map.of("ad", "o%")),
                        "2026-06-17 00:00:00|open|13|0|0|13|1|Opening",
                        "2026-06-17 11:00:00|open|11|0|0|11|1|Opening",
                        "2026-06-17 12:00:00|open|56|56|3|53|0|Opening"),
                expect(
                        "impressions-per-day.sql",
                        days("2026-06-16", "2026-06-16", "20"),
                        "2026-06-16|before|5|0|0|5|1|before",
                        "2026-06-16|early|5|9|0|5|1|early",
                        "2026-06-16|shut|36|0|4|32|1|shut"),
                expect(
                        "top-ads-by-impressions.sql",
                        days("2026-06-16", "2026-06-17", "2"),
                        "open|80|56|77|Opening",
                        "shut|37|100|33|shut"),
                expect(
                        "top-ads-by-value.sql",
                        days("2026-06-16", "2026-06-17", "2"),
                        "shut|37|100|33|shut",
                        "open|80|56|77|Opening"),
                expect(
                        "impressions-per-day-in-a-zone.sql",
                        with(days("2026-06-16", "2026-06-17", "20"), Map.of("zone", "Pacific/Kiritimati")),
                        "2026-06-16|old|23|0|0|23|1|old",
                        "2026-06-16|shut|19|0|0|19|1|shut",
                        "2026-06-17|before|5|0|0|5|1|before",
                        "2026-06-17|early|5|9|0|5|1|early",
                        "2026-06-17|open|13|0|0|13|1|Opening",
                        "2026-06-17|shut|17|0|4|13|1|shut"),
                expect(
                        "gross-and-net.sql",
                        days("2026-06-15", "2026-06-17", "20"),
                        "2026-06-15|23|0|23|0|0|0|0|1",
                        "2026-06-16|46|4|42|9|1|3|0|1",
                        "2026-06-17|89|3|86|3|0|2|1|0"),
                expect(
                        "campaigns.sql",
                        days("2026-06-16", "2026-06-17", "20"),
                        "House|Autumn|80|3|77|56|0",
                        "House|Winter|37|4|33|100|0",
                        "||18|0|18|16|0"),
                expect(
                        "ads.sql",
                        Map.of(),
                        "before|null|null|null|null|yes|not described|2026-06-16",
                        "early|null|null|null|null|yes|not described|2026-06-16",
                        "edge|null|null|null|null|yes|not described|2026-06-17",
                        "gone|null|null|null|null|yes|not described|2026-06-10",
                        "mute|null|null|null|null|yes|not described|2026-06-17",
                        "old|null|null|null|null|yes|not described|2026-06-15",
                        "open|Opening|House|Autumn|Europe/Berlin|yes|yes|2026-06-17",
                        "shut|null|House|Winter|Europe/Atlantis|no such time zone|no|2026-06-17"),
                expect("totals.sql", Map.of(), "65|89|163|46|9|yes|468|5|3"),
                expect("final-to.sql", Map.of(), "2026-06-17 12:34:50|6|2026-06-17 12:34:40|yes"),
                expect("freshness.sql", Map.of(), "2026-06-17 12:34:55|1|2026-06-17 12:34:50|6"),
                expect(
                        "silent-ads.sql",
                        Map.of("hours", "24", "minutes", "10"),
                        "mute|2026-06-17 12:10:00|24|7|mute",
                        "before|2026-06-16 12:34:00|1440|5|before",
                        "early|2026-06-16 12:34:00|1440|5|early"),
                expect(
                        "this-hour-against-last-week.sql",
                        Map.of(),
                        "open|56|4|52|1300|Opening",
                        "mute|7|0|7|null|mute",
                        "gone|0|6|-6|-100|gone",
                        "edge|1|0|1|null|edge",
                        "shut|1|0|1|null|shut"),
                expect("books.sql", Map.of(), "468|468|0"),
                expect(
                        "closed-days.sql",
                        days("2026-06-15", "2026-06-17", "20"),
                        "2026-06-16|3|41|4|9|5|2026-06-17 00:00:12.500|bb",
                        "2026-06-15|1|23|0|0|0|2026-06-16 00:00:11.500|aa"),
                expect(
                        "ledger.sql",
                        Map.of(),
                        "0|402|400|0|2|2026-06-17 12:34:55|2026-06-17 12:34:50|topic",
                        "1|74|68|5|1|2026-06-17 12:34:51|2026-06-17 12:34:49|topic"),
                receipt("topic/0/401", "topic/0/401|counted|402|2026-06-17 12:34:50"),
                receipt("topic/0/402", "topic/0/402|not yet|402|2026-06-17 12:34:50"),
                receipt("topic/1/7", "topic/1/7|rejected|74|2026-06-17 12:34:49"),
                receipt("another/0/0", "another/0/0|not yet|null|null"));
    }

    private static ExpectedAnswer receipt(String receipt, String row) {
        return expect("receipt.sql", Map.of("receipt", receipt), row);
    }

    /** Columns are separated by bars. */
    private static ExpectedAnswer expect(String file, Map<String, String> parameters, String... rows) {
        return new ExpectedAnswer(
                file,
                parameters,
                Stream.of(rows).map(row -> List.of(row.split("\\|"))).toList());
    }

    static Map<String, String> days(String start, String end, String ads) {
        return Map.of("date.start", start, "date.end", end, "ad", "%", "ads", ads);
    }

    static Map<String, String> with(Map<String, String> parameters, Map<String, String> others) {
        Map<String, String> both = new HashMap<>(parameters);
        both.putAll(others);
        return both;
    }

    @Override
    public String toString() {
        return file;
    }
}
