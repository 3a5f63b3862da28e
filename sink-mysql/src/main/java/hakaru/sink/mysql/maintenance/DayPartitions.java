package hakaru.sink.mysql.maintenance;

import hakaru.sink.mysql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Lists, makes and drops the partitions of a table, one for each day (UTC); the last one, {@code future}, takes whatever
 * comes after them. The first also has what was before it.
 */
record DayPartitions(Connection connection, String table, String column) {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'d'yyyyMMdd");

    private static final String SELECT = """
            SELECT PARTITION_NAME FROM information_schema.PARTITIONS
            WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND PARTITION_NAME REGEXP '^d[0-9]{8}$' ORDER BY PARTITION_NAME""";

    /** The days that have a partition, from the first to the last. */
    List<LocalDate> days() throws SQLException {
        return Statements.rows(connection, SELECT, row -> LocalDate.parse(row.getString(1), NAME), table);
    }

    /** The day of the oldest row; empty when there is none. */
    Optional<LocalDate> oldestRow() throws SQLException {
        String sql = "SELECT DATE(MIN(%s)) FROM %s".formatted(column, table);
        return Statements.onlyRow(connection, sql, row -> Optional.ofNullable(row.getObject(1, LocalDate.class)));
    }

    /** Gives each day from {@code first} to {@code last} a partition; none may have one yet, nor a later day. */
    void add(LocalDate first, LocalDate last) throws SQLException {
        StringBuilder sql = new StringBuilder("ALTER TABLE " + table + " REORGANIZE PARTITION future INTO (");
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            sql.append("PARTITION %s VALUES LESS THAN ('%s'), ".formatted(NAME.format(day), day.plusDays(1)));
        }
        Statements.execute(
                connection,
                sql.append("PARTITION future VALUES LESS THAN (MAXVALUE))").toString());
    }

    void drop(List<LocalDate> days) throws SQLException {
        String names = String.join(", ", days.stream().map(NAME::format).toList());
        Statements.execute(connection, "ALTER TABLE " + table + " DROP PARTITION " + names);
    }
}
