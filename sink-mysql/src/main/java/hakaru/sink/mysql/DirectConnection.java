package hakaru.sink.mysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** Opens connections beside the pool, of any user and for statements that take long. */
public final class DirectConnection {
    /** Long enough for an ALTER TABLE on a large table. */
    private static final Duration STATEMENT_LIMIT = Duration.ofHours(1);

    private DirectConnection() {}

    public static Connection open(MysqlConfig config, MysqlConfig.Credentials credentials) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(properties(config));
        properties.setProperty("user", credentials.user());
        properties.setProperty("password", credentials.password().value());
        return DriverManager.getConnection(config.url(), properties);
    }

    /** What the driver is told, besides who connects. */
    public static Map<String, String> properties(MysqlConfig config) {
        return ConnectionProperties.of(STATEMENT_LIMIT, config.stores());
    }
}
