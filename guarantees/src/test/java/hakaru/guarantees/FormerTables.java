package hakaru.guarantees;

import hakaru.sink.MysqlSink;
import hakaru.testkit.Recount.Row;
import hakaru.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;

/** The tables of the release that knew seconds, roll-ups and the ledger only, and what its sink wrote there. */
record FormerTables(TestDatabase database) {
    private static final String VERSION = "2";

    void make() {
        Flyway.configure(MysqlSink.class.getClassLoader())
                .dataSource(database.jdbcUrl(), database.migrationUser(), database.migrationPassword())
                .locations("classpath:hakaru/sink/migration")
                .table("sink_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(VERSION)
                .load()
                .migrate();
    }

    /** Counts the first batch of partition 0: an impression of value 1 in each row. */
    void count(String topicId, List<Row> rows) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement second =
                            connection.prepareStatement("INSERT INTO impressions_per_second VALUES (?, ?, 1, 1)");
                    Statement ledger = connection.createStatement()) {
                for (Row row : rows) {
                    second.setObject(1, LocalDateTime.ofEpochSecond(row.second(), 0, ZoneOffset.UTC));
                    second.setString(2, row.ad());
                    second.executeUpdate();
                }
                ledger.execute("INSERT INTO ledger (topic_id, partition_no, counted_to, counts_position, impressions)"
                        + " VALUES ('%s', 0, %d, 1, %d)".formatted(topicId, rows.size(), rows.size()));
            }
            connection.commit();
        }
    }
}
