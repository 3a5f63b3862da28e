package hakaru.cluster.database;

import hakaru.cluster.node.Node;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Where the counts go: an address that stays, whatever server stands behind it. */
public interface Database extends AutoCloseable {
    /** How wires to it are called. */
    String name();

    /** The address that the services have. */
    String jdbcUrl();

    /** A connection as root to the server that is the primary now. */
    Connection root() throws SQLException;

    /** The process of the primary; another one after a failover. */
    Node primary();

    /** All its processes that can be killed. */
    List<Node> nodes();

    /** Brings the primary back after its process was killed or stopped. */
    void restart() throws InterruptedException;

    String version() throws SQLException;

    @Override
    void close();
}
