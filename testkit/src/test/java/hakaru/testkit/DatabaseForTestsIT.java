package hakaru.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class DatabaseForTestsIT {
    @Test
    void shouldGiveEachTestADatabaseOfItsOwn() throws SQLException {
        TestDatabase first = TestDatabase.fresh();
        TestDatabase second = TestDatabase.fresh();
        execute(first, "CREATE TABLE ledger (counted_to BIGINT)");

        assertThat(tables(first)).isOne();
        assertThat(tables(second)).isZero();
        assertThatThrownBy(first::stop).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldKeepTheWriterFromChangingTheSchema() throws SQLException {
        TestDatabase database = TestDatabase.fresh();

        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE TABLE ledger (counted_to BIGINT)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        }
    }

    @Test
    void shouldStartItsOwnServerAgainWhereItWas() throws SQLException {
        try (TestDatabase database = TestDatabase.own()) {
            execute(database, "CREATE TABLE ledger (counted_to BIGINT)");

            database.stop();
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
            database.start();

            assertThat(tables(database)).isOne();
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int tables(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
