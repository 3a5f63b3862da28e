package hakaru.sink;

import com.zaxxer.hikari.HikariDataSource;
import hakaru.runtime.config.Secret;
import hakaru.runtime.config.StorePasswords;
import hakaru.sink.batch.Ledger;
import hakaru.sink.mysql.ConnectionPool;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.mysql.closing.DayClosing;
import hakaru.sink.mysql.maintenance.Maintenance;
import hakaru.sink.mysql.schema.SchemaMigration;
import hakaru.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the analysts' queries as Redash does: as a user that may only read, with the parameters put into the text. */
final class AnalystDatabase implements AutoCloseable {
    private static final Path QUERIES = Path.of("..", "redash", "queries");

    private final TestDatabase database = TestDatabase.fresh();
    private final MysqlConfig config;
    private final Instant now;

    /** What a query answers: each column's type in SQL's words, and the rows as text, {@code null} where there is nothing. */
    record Answer(List<String> types, List<List<String>> rows) {}

    /** For the server it is always {@code now} when one of the queries runs. */
    AnalystDatabase(Instant now) throws SQLException {
        this.now = now;
        MysqlConfig.Credentials owner =
                new MysqlConfig.Credentials(database.migrationUser(), new Secret(database.migrationPassword()));
        config = new MysqlConfig(
                database.jdbcUrl(),
                owner,
                Optional.of(owner),
                StorePasswords.NONE,
                Duration.ofSeconds(30),
                new MysqlConfig.RowLimits(1_000, 5_000),
                new MysqlConfig.Retention(Duration.ofDays(7), Duration.ofDays(90)));
        new SchemaMigration(config, owner).run();
        Maintenance.run(config, owner, Optional.of(LocalDate.ofInstant(now, ZoneOffset.UTC)));
    }

    static List<String> files() {
        try (Stream<Path> files = Files.list(QUERIES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void prepare(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** As a sink does whose ledger has reached that moment. */
    void close(Instant reached) throws SQLException {
        try (HikariDataSource connections = ConnectionPool.open(config, new SimpleMeterRegistry())) {
            new DayClosing(connections, Duration.ofSeconds(10))
                    .closeNext(new DayClosing.Reached(reached, new Ledger(List.of())));
        }
    }

    /** Does something as the owner of the tables, on one connection. */
    void prepareAll(Preparation preparation) throws SQLException {
        try (Connection connection = database.connect()) {
            preparation.on(connection);
        }
    }

    /** What is done on a connection. */
    @FunctionalInterface
    interface Preparation {
        void on(Connection connection) throws SQLException;
    }

    Answer answer(String file, Map<String, String> parameters) throws SQLException {
        return query(filled(file, parameters));
    }

    Answer query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET timestamp = " + now.getEpochSecond());
            try (ResultSet result = statement.executeQuery(sql)) {
                return answer(result);
            }
        }
    }

    /** Tries what the analysts' user may not do. */
    void write(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.analyst(), database.password());
    }

    private static String filled(String file, Map<String, String> parameters) {
        String text = text(QUERIES.resolve(file));
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text = text.replace("{{ " + parameter.getKey() + " }}", parameter.getValue());
        }
        if (text.contains("{{")) {
            throw new IllegalArgumentException(file + " has a parameter that is not among " + parameters.keySet());
        }
        return text;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        List<String> types = new ArrayList<>();
        for (int column = 1; column <= columns.getColumnCount(); column++) {
            types.add(columns.getColumnTypeName(column));
        }
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int column = 1; column <= types.size(); column++) {
                row.add(String.valueOf(result.getString(column)));
            }
            rows.add(row);
        }
        return new Answer(types, rows);
    }

    @Override
    public void close() {
        database.close();
    }
}
