package hakaru.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Gives a test an empty database with the users of production: one that migrates the schema, one that writes rows, and one
 * that reads them. It lies on a server shared by all tests of a JVM, or on one of its own that may be stopped and started
 * again. Thread-safe.
 */
public final class TestDatabase implements AutoCloseable {
    /** Unlike any other word, so that a test can look for it where it must not be. */
    private static final String PASSWORD = "hush-database-4711";

    private final DatabaseServer server;
    private final String name;

    private TestDatabase(DatabaseServer server, String name) {
        this.server = server;
        this.name = name;
    }

    private TestDatabase(DatabaseServer server) {
        this(server, "t_" + RandomName.next());
    }

    /** Creates an empty database on the shared server, which starts at the first call and stops with the JVM. */
    public static TestDatabase fresh() {
        return new TestDatabase(Shared.SERVER).create();
    }

    /** Starts a server for one test, who closes it, and creates an empty database there. */
    public static TestDatabase own() {
        return new TestDatabase(startServer(Optional.empty())).create();
    }

    /** Starts another server for the test, who closes it, with an empty database of the same name and the same users. */
    public TestDatabase standby() {
        return new TestDatabase(startServer(Optional.empty()), name).create();
    }

    /** Starts a server that takes TLS connections only, for one test, who closes it; and creates an empty database there. */
    public static TestDatabase ownWithTls(Certificate certificate) {
        return new TestDatabase(startServer(Optional.of(certificate))).create();
    }

    private static DatabaseServer startServer(Optional<Certificate> certificate) {
        DatabaseServer server = ServerKind.chosen().newDatabase(certificate);
        server.start();
        return server;
    }

    private TestDatabase create() {
        administer("CREATE DATABASE " + name);
        administer("CREATE USER '%s' IDENTIFIED BY '%s'".formatted(migrationUser(), PASSWORD));
        administer("CREATE USER '%s' IDENTIFIED BY '%s'".formatted(user(), PASSWORD));
        administer("GRANT ALL ON %s.* TO '%s'".formatted(name, migrationUser()));
        administer("GRANT SELECT, INSERT, UPDATE ON %s.* TO '%s'".formatted(name, user()));
        administer("CREATE USER '%s' IDENTIFIED BY '%s'".formatted(analyst(), PASSWORD));
        administer("GRANT SELECT ON %s.* TO '%s'".formatted(name, analyst()));
        administer("CREATE USER '%s' IDENTIFIED BY '%s'".formatted(adsUser(), PASSWORD));
        administer("GRANT SELECT ON %s.* TO '%s'".formatted(name, adsUser()));
        // With CREATE, because the table is not there yet; without it then.
        administer("GRANT CREATE, INSERT, UPDATE, DELETE ON %s.ads TO '%s'".formatted(name, adsUser()));
        administer("REVOKE CREATE ON %s.ads FROM '%s'".formatted(name, adsUser()));
        return this;
    }

    /** Executes one statement with all rights, for what a database's operator does to it: grants, kills, limits. */
    public void administer(String sql) {
        try (Connection connection = server.administrator();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("the test database refused: " + sql, e);
        }
    }

    public String name() {
        return name;
    }

    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** Names the user that may read, insert and update. */
    public String user() {
        return name + "_writer";
    }

    public String password() {
        return PASSWORD;
    }

    /** Names the user that may also create, alter and delete. */
    public String migrationUser() {
        return name + "_migration";
    }

    public String migrationPassword() {
        return PASSWORD;
    }

    /** Names the user that may only read; its password is {@link #password()}, too. */
    public String analyst() {
        return name + "_analyst";
    }

    /** Names the user that may also write what is known of the ads; its password is {@link #password()}, too. */
    public String adsUser() {
        return name + "_ads";
    }

    /** Opens a connection with the rights of the migration user, for a test's own preparations and checks. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), migrationUser(), migrationPassword());
    }

    /** What a query of one row and one column answers, as text; read with the rights of the migration user. */
    public String text(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException("the test database refused: " + sql, e);
        }
    }

    /** What a query of one row and one column answers, as a whole number. */
    public long number(String sql) {
        return Long.parseLong(text(sql));
    }

    /** Starts again on the same port and the same rows. */
    public void start() {
        requireOwn();
        server.start();
    }

    public void stop() {
        requireOwn();
        server.stop();
    }

    /** Removes a server of its own; a database on the shared server goes with that server. */
    @Override
    public void close() {
        if (server != Shared.SERVER) {
            server.discard();
        }
    }

    private void requireOwn() {
        if (server == Shared.SERVER) {
            throw new IllegalStateException("the shared server serves other tests too; use TestDatabase.own()");
        }
    }

    private static final class Shared {
        static final DatabaseServer SERVER = startServer(Optional.empty());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::discard, "test-database-close"));
        }
    }
}
