package hakaru.sink.mysql.rollup;

import hakaru.sink.batch.CountRow;
import java.time.Duration;
import java.util.List;

/** How long the periods are that seconds are rolled up to. */
enum Granularity {
    MINUTE("minute", Duration.ofMinutes(1)),
    HOUR("hour", Duration.ofHours(1)),
    DAY("day", Duration.ofDays(1));

    private final String column;
    private final long seconds;

    Granularity(String column, Duration length) {
        this.column = column;
        this.seconds = length.toSeconds();
    }

    /** The column that says when a period begins. */
    String column() {
        return column;
    }

    /** How the names of its tables end. */
    String plural() {
        return column + "s";
    }

    /** When the period begins that {@code second} is in. */
    long begin(long second) {
        return Math.floorDiv(second, seconds) * seconds;
    }

    /** Whether the table still has the period that {@code second} is in; hours and days are kept for ever. */
    boolean isKept(long second, RollUpState state) {
        return this != MINUTE || second >= state.minutesFrom();
    }

    /** Rows of seconds as rows of this period; those of periods that are no longer kept are left out. */
    List<CountRow> merged(List<CountRow> rows, RollUpState state) {
        return CountRow.merge(
                rows.stream().filter(row -> isKept(row.second(), state)).map(row -> row.at(begin(row.second()))));
    }
}
