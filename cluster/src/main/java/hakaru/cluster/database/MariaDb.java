package hakaru.cluster.database;

import hakaru.cluster.node.Node;
import hakaru.embedded.EmbeddedMariaDb;
import hakaru.embedded.Ports;
import hakaru.testkit.network.Network;
import hakaru.testkit.network.Relay;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The embedded MariaDB, where there is no MySQL: one server, which nothing takes over from. */
public final class MariaDb implements Database {
    private final EmbeddedMariaDb server;
    private final Relay address;

    private MariaDb(EmbeddedMariaDb server, Relay address) {
        this.server = server;
        this.address = address;
    }

    public static MariaDb start(Path directory, Network network) throws SQLException {
        EmbeddedMariaDb server = EmbeddedMariaDb.start(directory, Ports.free());
        try (Connection root = server.root();
                Statement statement = root.createStatement()) {
            statement.execute("CREATE DATABASE " + Account.SCHEMA);
            for (Account account : List.of(Account.MIGRATION, Account.WRITER, Account.ANALYST)) {
                for (String line : account.statements().split(";\\R", -1)) {
                    if (!line.isBlank()) {
                        statement.execute(line.replace("IDENTIFIED WITH mysql_native_password BY", "IDENTIFIED BY"));
                    }
                }
            }
        }
        return new MariaDb(server, network.relay("mariadb", server.port()));
    }

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public String jdbcUrl() {
        return "jdbc:mysql://127.0.0.1:%d/%s".formatted(address.port(), Account.SCHEMA);
    }

    @Override
    public Connection root() throws SQLException {
        return server.root();
    }

    @Override
    public Node primary() {
        throw new UnsupportedOperationException("faults of the database need MySQL");
    }

    @Override
    public List<Node> nodes() {
        return List.of();
    }

    @Override
    public void restart() {
        // It was never stopped.
    }

    @Override
    public String version() throws SQLException {
        try (Connection connection = root()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
