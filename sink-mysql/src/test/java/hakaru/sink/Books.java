package hakaru.sink;

import hakaru.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads what the sink has written, with a connection of its own. */
record Books(TestDatabase database) {
    long impressions() {
        return number("SELECT COALESCE(SUM(impressions), 0) FROM impressions_per_second");
    }

    long ledgerImpressions() {
        return number("SELECT COALESCE(SUM(impressions), 0) FROM ledger");
    }

    long repeated() {
        return number("SELECT COALESCE(SUM(repeated), 0) FROM ledger");
    }

    long rejected() {
        return number("SELECT COALESCE(SUM(rejected), 0) FROM ledger");
    }

    long countedTo(int partition) {
        return number("SELECT COALESCE(MAX(counted_to), 0) FROM ledger WHERE partition_no = " + partition);
    }

    /** All sums in one statement, which sees one moment. */
    boolean balance() {
        return number("""
                SELECT (SELECT COALESCE(SUM(impressions), 0) FROM impressions_per_second) = ledger.impressions
                  AND (SELECT COALESCE(SUM(impressions), 0) FROM impressions_per_minute) = ledger.impressions
                  AND (SELECT COALESCE(SUM(impressions), 0) FROM impressions_per_day) = ledger.impressions
                FROM (SELECT COALESCE(SUM(impressions), 0) AS impressions FROM ledger) AS ledger""") == 1;
    }

    /** All rows, as {@code second ad} to {@code impressions/value_sum}. */
    Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        table("SELECT CONCAT(second, ' ', ad), CONCAT(impressions, '/', value_sum) FROM impressions_per_second")
                .forEach(row -> rows.put(row.get(0), row.get(1)));
        return rows;
    }

    /** Two columns, the second by the first. */
    Map<String, String> pairs(String sql) {
        Map<String, String> pairs = new TreeMap<>();
        table(sql).forEach(row -> pairs.put(row.get(0), row.get(1)));
        return pairs;
    }

    long number(String sql) {
        return new BigDecimal(table(sql).get(0).get(0)).longValueExact();
    }

    List<List<String>> table(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read: " + sql, e);
        }
    }

    private static List<String> row(ResultSet result) throws SQLException {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
            row.add(String.valueOf(result.getString(column)));
        }
        return row;
    }

    /** Copies the rows of a table to another server. */
    void copy(String table, Books other) {
        table("SELECT * FROM " + table)
                .forEach(row -> other.execute("INSERT INTO %s VALUES (%s)"
                        .formatted(
                                table,
                                row.stream().map(value -> "'" + value + "'").collect(Collectors.joining(", ")))));
    }

    void execute(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot execute: " + sql, e);
        }
    }
}
