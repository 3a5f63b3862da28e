package hakaru.standalone;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** The users of the embedded database, with the rights they have in production. */
enum DatabaseUser {
    MIGRATION("hakaru_migration", "ALL"),
    WRITER("hakaru", "SELECT, INSERT, UPDATE"),
    ANALYST("redash", "SELECT");

    private final String user;
    private final String rights;

    DatabaseUser(String user, String rights) {
        this.user = user;
        this.rights = rights;
    }

    String user() {
        return user;
    }

    /** The user's name once more: the server listens on loopback only, and the run is for trying out. */
    String password() {
        return user;
    }

    void putInto(Map<String, String> variables, String userVariable, String passwordVariable) {
        variables.put(userVariable, user);
        variables.put(passwordVariable, password());
    }

    /** Makes the database and all users; what is there stays as it is. */
    static void createAll(Connection root) throws SQLException {
        try (Statement statement = root.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS " + StandaloneConfig.DATABASE);
            for (DatabaseUser user : values()) {
                user.create(statement);
            }
        }
    }

    private void create(Statement statement) throws SQLException {
        // By both names: which one a client on loopback has depends on how it connects.
        for (String host : List.of("localhost", StandaloneConfig.LOOPBACK)) {
            String account = "'" + user + "'@'" + host + "'";
            statement.execute("CREATE USER IF NOT EXISTS " + account + " IDENTIFIED BY '" + password() + "'");
            statement.execute("GRANT " + rights + " ON " + StandaloneConfig.DATABASE + ".* TO " + account);
        }
    }
}
