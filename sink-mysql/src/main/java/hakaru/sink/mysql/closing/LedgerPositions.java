package hakaru.sink.mysql.closing;

import hakaru.sink.mysql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far each partition is counted, in the words of a receipt: {@code topicId/partition/offset}.
 *
 * @param countedTo by {@code topicId/partition}
 */
record LedgerPositions(SortedMap<String, Long> countedTo) {
    private static final String SELECT = "SELECT CONCAT(topic_id, '/', partition_no), counted_to FROM ledger";

    /** Reads the ledger of any server, also of one that takes no writes. */
    static LedgerPositions read(Connection connection) throws SQLException {
        SortedMap<String, Long> countedTo = new TreeMap<>();
        Statements.rows(connection, SELECT, row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(position -> countedTo.put(position.getKey(), position.getValue()));
        return new LedgerPositions(countedTo);
    }

    /** What {@link #text} wrote. */
    static LedgerPositions parse(String text) {
        SortedMap<String, Long> countedTo = new TreeMap<>();
        text.lines().forEach(line -> {
            int border = line.lastIndexOf('/');
            countedTo.put(line.substring(0, border), Long.valueOf(line.substring(border + 1)));
        });
        return new LedgerPositions(countedTo);
    }

    /** A line each, in order. */
    String text() {
        return countedTo.entrySet().stream()
                .map(position -> position.getKey() + "/" + position.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** Those that {@code other} has not reached. */
    List<String> aheadOf(LedgerPositions other) {
        return countedTo.entrySet().stream()
                .filter(position -> other.countedTo.getOrDefault(position.getKey(), 0L) < position.getValue())
                .map(position -> position.getKey() + "/" + position.getValue())
                .toList();
    }
}
