package hakaru.sink.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the connections of the writer: strict, in UTC, and never waiting for ever. */
public final class ConnectionPool {
    /** One each for the writer, the lag, the roll-ups and the closing of days. */
    private static final int SIZE = 4;

    /** Also the bound of Hikari's own threads; shorter than what closing allows the writer. */
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

    /**
     * Without strict mode MySQL would cut a value that does not fit and say nothing. Waiting for a lock on a row or on a
     * table (somebody alters it) ends before the socket timeout: it must not look like a dead server, and would go on
     * there after we are gone.
     */
    static final String FIRST_STATEMENT =
            "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,"
                    + "NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', "
                    + "innodb_lock_wait_timeout = 5, lock_wait_timeout = 8";

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

    private ConnectionPool() {}

    /** Opens a pool at once, whether MySQL answers or not. */
    public static HikariDataSource open(MysqlConfig config, MeterRegistry metrics) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("sink-mysql");
        pool.setJdbcUrl(config.url());
        pool.setUsername(config.writer().user());
        pool.setPassword(config.writer().password().value());
        ConnectionProperties.of(config.socketTimeout(), config.stores()).forEach(pool::addDataSourceProperty);
        pool.setConnectionInitSql(FIRST_STATEMENT);
        pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        pool.setAutoCommit(false);
        pool.setMaximumPoolSize(SIZE);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        pool.setInitializationFailTimeout(-1);
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(metrics));
        return new HikariDataSource(pool);
    }

    /**
     * Drops all connections when a failure says that their server is not, or no longer, the one to write to: the address may
     * lead to another one by now, and a healthy connection would stay where it is for half an hour.
     */
    static void dropIfDeserted(DataSource connections, SQLException failure) {
        if (!FailureKind.isAboutTheServer(failure)
                || !(connections instanceof HikariDataSource pool)
                || pool.isClosed()) {
            return;
        }
        LOG.debug("Dropping all connections", failure);
        pool.getHikariPoolMXBean().softEvictConnections();
    }
}
