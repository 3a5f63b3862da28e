package hakaru.testkit;

import java.sql.Connection;
import java.sql.SQLException;

/** A MySQL or MariaDB server that a test can stop and start again: it keeps its rows and its address. */
interface DatabaseServer {
    /** Names a database of this server, without credentials. */
    String jdbcUrl(String database);

    /** Opens a connection that may create databases and users. */
    Connection administrator() throws SQLException;

    void start();

    /** Idempotent. */
    void stop();

    /** Stops the server for good and removes its rows. */
    void discard();
}
