package hakaru.report;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** Opens the report's one connection: read-only, in UTC, given back when nobody looks, and never waiting for ever. */
final class ReportConnections {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(10);

    private ReportConnections() {}

    /** Opens the pool whether the database answers or not. */
    static HikariDataSource open(ReportConfig.Database database) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("report");
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password().value());
        pool.addDataSourceProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toMillis()));
        pool.addDataSourceProperty("socketTimeout", Long.toString(SOCKET_TIMEOUT.toMillis()));
        pool.addDataSourceProperty("connectionTimeZone", "UTC");
        database.stores().toProperties().forEach(pool::addDataSourceProperty);
        // All statements of a reading see the same commit of the sink.
        pool.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        pool.setAutoCommit(false);
        pool.setReadOnly(true);
        pool.setMaximumPoolSize(1);
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        pool.setConnectionTimeout(CONNECT_TIMEOUT.toMillis());
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }
}
