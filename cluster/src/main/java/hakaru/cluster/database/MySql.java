package hakaru.cluster.database;

import hakaru.cluster.node.Node;
import hakaru.cluster.node.Wait;
import hakaru.embedded.Ports;
import hakaru.testkit.network.Network;
import hakaru.testkit.network.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * A primary, and a replica that follows it; the address of the services leads to the primary. The replica can take over with
 * all transactions, or without the last. Confined to one thread.
 */
public final class MySql implements Database {
    static final String PARAMETERS = "sslMode=DISABLED&allowPublicKeyRetrieval=true";
    /** A new replica takes over all that was ever committed. */
    private static final Duration CATCH_UP = Duration.ofMinutes(3);

    /** Above those that the servers are started with. */
    private static final int FIRST_NEW_ID = 10;

    private final MySqlServer template;
    private final Relay address;
    private MySqlServer primary;
    private MySqlServer replica;
    private int nextId = FIRST_NEW_ID;

    private MySql(List<MySqlServer> servers, Relay address) {
        this.primary = servers.get(0);
        this.replica = servers.get(1);
        this.template = servers.get(2);
        this.address = address;
    }

    /** Starts both servers on new data. */
    public static MySql start(Path archive, Path binaries, Path directory, Network network)
            throws IOException, InterruptedException, SQLException {
        Distribution distribution = Distribution.unpack(archive, binaries);
        MySqlServer first = new MySqlServer(distribution, directory.resolve("mysql-1"), 1, Ports.free());
        MySqlServer second = new MySqlServer(distribution, directory.resolve("mysql-2"), 2, Ports.free());
        MySqlServer template = new MySqlServer(distribution, directory.resolve("mysql-new"), 3, Ports.free());
        MySql mysql = new MySql(List.of(first, second, template), network.relay("mysql", first.port()));
        template.initialize();
        first.copyFrom(template);
        first.start();
        mysql.follow();
        return mysql;
    }

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:mysql://127.0.0.1:%d/%s?%s".formatted(address.port(), Account.SCHEMA, PARAMETERS);
    }

    @Override
    public Connection root() throws SQLException {
        return primary.root();
    }

    @Override
    public Node primary() {
        return primary.node();
    }

    @Override
    public void restart() throws InterruptedException {
        primary.start();
    }

    @Override
    public String version() throws SQLException {
        return "MySQL " + text("SELECT VERSION()");
    }

    /** Where the primary keeps its data. */
    public Path directory() {
        return primary.directory();
    }

    /** From now on the replica misses what the primary commits. */
    public void stopReplication() throws SQLException {
        replica.execute("STOP REPLICA");
    }

    /** Lets nobody but root write to the primary; connections stay. */
    public void setReadOnly(boolean readOnly) throws SQLException {
        primary.execute("SET GLOBAL read_only = " + (readOnly ? "ON" : "OFF"));
    }

    /** Waits until the replica has all that the primary has committed. */
    public void awaitReplica() throws InterruptedException {
        Wait.until("the replica has caught up", CATCH_UP, this::hasCaughtUp);
    }

    /** Makes the replica the primary, with what it has, and leads new connections to it. The former primary is as it was. */
    public void promote() throws SQLException {
        replica.execute("STOP REPLICA", "RESET REPLICA ALL", "SET GLOBAL read_only = OFF");
        MySqlServer former = primary;
        primary = replica;
        replica = former;
        address.route(new InetSocketAddress(InetAddress.getLoopbackAddress(), primary.port()));
    }

    /** Makes the server that is not the primary a new replica, which takes over everything from the start. */
    public void follow() throws IOException, InterruptedException, SQLException {
        replica.node().kill();
        replica.copyFrom(template);
        replica.start();
        replica.execute(
                // As itself it would leave out what it has written in an earlier life as the primary.
                "SET PERSIST server_id = " + nextId++,
                "SET GLOBAL read_only = ON",
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = %d, SOURCE_USER = '%s', SOURCE_PASSWORD = '%s', SOURCE_AUTO_POSITION = 1, SOURCE_CONNECT_RETRY = 1"
                        .formatted(primary.port(), Account.REPLICA.user(), Account.REPLICA.password()),
                "START REPLICA");
    }

    @Override
    public List<Node> nodes() {
        return List.of(primary.node(), replica.node());
    }

    @Override
    public void close() {
        primary.node().close();
        replica.node().close();
    }

    private boolean hasCaughtUp() throws SQLException {
        String committed = text("SELECT @@GLOBAL.gtid_executed");
        try (Connection connection = replica.root();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT GTID_SUBSET('" + committed.replace("\n", "") + "', @@GLOBAL.gtid_executed)")) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    private String text(String query) throws SQLException {
        try (Connection connection = root();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
