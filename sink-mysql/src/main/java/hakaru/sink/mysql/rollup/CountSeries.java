package hakaru.sink.mysql.rollup;

import hakaru.sink.batch.CountRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Counts per second, and added up to minutes, hours and days, each series in tables of its own. */
public enum CountSeries {
    /** All impressions: gross. */
    ALL("impressions_per_second", "rolled_", "ad"),
    /** Those of them that are invalid, by reason; they have rows only where there are any. */
    INVALID("invalid_per_second", "rolled_invalid_", "ad, reason");

    private final String seconds;
    private final String rolled;
    private final String key;

    CountSeries(String seconds, String rolled, String key) {
        this.seconds = seconds;
        this.rolled = rolled;
        this.key = key;
    }

    private CountsTable seconds() {
        return new CountsTable(seconds, "second", key);
    }

    private CountsTable of(Granularity granularity) {
        return new CountsTable(rolled + granularity.plural(), granularity.column(), key);
    }

    /**
     * Adds rows of seconds. One that is rolled up already goes to the longer periods too; one that is no longer kept, to them
     * alone; one of a closed day is noted besides.
     *
     * @param maxRows the most rows of one statement
     */
    public void add(Connection connection, List<CountRow> rows, RollUpState state, int maxRows) throws SQLException {
        seconds().add(connection, rows.stream().filter(state::keeps).toList(), maxRows);
        List<CountRow> late = rows.stream().filter(state::isRolledUp).toList();
        for (Granularity granularity : Granularity.values()) {
            of(granularity).add(connection, granularity.merged(late, state), maxRows);
        }
        List<CountRow> corrections = rows.stream().filter(state::isClosed).toList();
        DayCorrectionsTable.add(connection, Granularity.DAY.merged(corrections, state));
    }

    /** Adds seconds, which are of one minute, to the longer periods. */
    void rollUp(Connection connection, RollUpState state, long from, long to) throws SQLException {
        for (Granularity granularity : Granularity.values()) {
            if (granularity.isKept(from, state)) {
                of(granularity)
                        .addSeconds(connection, granularity.begin(from), new CountsTable.Seconds(seconds, from, to));
            }
        }
    }
}
