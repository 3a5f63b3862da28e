package hakaru.sink.mysql.schema;

import hakaru.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/** A sink of the release before this one: its tables, and its statements word for word. Writes as the migration user. */
record FormerRelease(TestDatabase database) {
    private static final String VERSION = "2";

    private static final String UPDATE = """
            UPDATE ledger SET counted_to = %2$d, counts_position = %2$d, impressions = impressions + %3$d, rejected = rejected + 0,
              latest_second = GREATEST(COALESCE(latest_second, CAST('2026-06-17 12:34:56' AS DATETIME)),
                COALESCE(CAST('2026-06-17 12:34:56' AS DATETIME), latest_second)),
              updated_at = UTC_TIMESTAMP(3)
            WHERE topic_id = 'topic' AND partition_no = 0 AND counted_to = %1$d""";

    private static final String INSERT = """
            INSERT INTO ledger (topic_id, partition_no, counted_to, counts_position, impressions, rejected, latest_second,
              updated_at) VALUES ('topic', %1$d, %2$d, %2$d, %2$d, 0, '2026-06-17 12:34:56', UTC_TIMESTAMP(3))""";

    private static final String COUNT = """
            INSERT INTO impressions_per_second (second, ad, impressions, value_sum)
            VALUES ('2026-06-17 12:34:56', 'open', %1$d, %1$d)
            ON DUPLICATE KEY UPDATE impressions = impressions_per_second.impressions + VALUES(impressions),
              value_sum = impressions_per_second.value_sum + VALUES(value_sum)""";

    void makeTables() {
        Flyway.configure(getClass().getClassLoader())
                .dataSource(database.jdbcUrl(), database.migrationUser(), database.migrationPassword())
                .locations("classpath:hakaru/sink/migration")
                .table(Schema.HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .target(VERSION)
                .load()
                .migrate();
    }

    /** Counts the first batch of a partition. */
    void begin(int partition, long to) throws SQLException {
        commit(INSERT.formatted(partition, to), COUNT.formatted(to));
    }

    /** Counts the next batch of partition 0. */
    void count(long from, long to) throws SQLException {
        commit(UPDATE.formatted(from, to, to - from), COUNT.formatted(to - from));
    }

    private void commit(String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String text : statements) {
                statement.executeUpdate(text);
            }
            connection.commit();
        }
    }
}
