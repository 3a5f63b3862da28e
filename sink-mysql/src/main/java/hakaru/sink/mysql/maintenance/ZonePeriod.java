package hakaru.sink.mysql.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A time in which the clocks of a zone are equally far ahead of UTC, and begin their hours when UTC does or do not.
 *
 * @param from in seconds since 1970-01-01T00:00:00Z, like {@code to}, which is not included
 * @param offset of the zone, in seconds
 * @param wholeHours whether hours, as they are counted, add up to this time in this zone
 */
record ZonePeriod(String zone, long from, long to, int offset, boolean wholeHours) {
    private static final long HOUR = Duration.ofHours(1).toSeconds();

    /** There were no impressions before it. */
    static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

    /** Where DATETIME ends. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** All periods of a zone, from the first impressions on, one after the other; nobody knows the changes after {@code known}. */
    static List<ZonePeriod> of(ZoneId zone, Instant known) {
        ZoneRules rules = zone.getRules();
        List<ZonePeriod> periods = new ArrayList<>();
        Instant from = FIRST;
        ZoneOffsetTransition next = rules.nextTransition(from);
        while (next != null && next.getInstant().isBefore(known)) {
            periods.addAll(split(zone.getId(), from, next.getInstant(), rules.getOffset(from)));
            from = next.getInstant();
            next = rules.nextTransition(from);
        }
        periods.addAll(split(zone.getId(), from, LAST, rules.getOffset(from)));
        return periods;
    }

    /** Clocks may change in the middle of an hour of UTC (Lord Howe): what is left of that hour is a period of its own. */
    private static List<ZonePeriod> split(String zone, Instant begin, Instant end, ZoneOffset offset) {
        long from = begin.getEpochSecond();
        long to = end.getEpochSecond();
        int ahead = offset.getTotalSeconds();
        if (ahead % HOUR != 0) {
            return List.of(new ZonePeriod(zone, from, to, ahead, false));
        }
        long firstHour = Math.floorDiv(from + HOUR - 1, HOUR) * HOUR;
        long lastHour = end.equals(LAST) ? to : Math.floorDiv(to, HOUR) * HOUR;
        return Stream.of(
                        new ZonePeriod(zone, from, firstHour, ahead, false),
                        new ZonePeriod(zone, firstHour, lastHour, ahead, true),
                        new ZonePeriod(zone, lastHour, to, ahead, false))
                .filter(period -> period.from < period.to)
                .toList();
    }
}
