package hakaru.cluster.database;

/** Who speaks to the database. The password is the name: the server listens on loopback only. */
public enum Account {
    ROOT("root", "ALL", "*"),
    MIGRATION("hakaru_migration", "ALL", Account.SCHEMA),
    WRITER("hakaru", "SELECT, INSERT, UPDATE", Account.SCHEMA),
    ANALYST("redash", "SELECT", Account.SCHEMA),
    REPLICA("replica", "REPLICATION SLAVE", "*");

    public static final String SCHEMA = "hakaru";

    private final String user;
    private final String rights;
    private final String schema;

    Account(String user, String rights, String schema) {
        this.user = user;
        this.rights = rights;
        this.schema = schema;
    }

    public String user() {
        return user;
    }

    public String password() {
        return user;
    }

    /** The statements that create it, one a line. */
    String statements() {
        String account = "'%s'@'127.0.0.1'".formatted(user);
        String grant = "GRANT %s ON %s.* TO %s".formatted(rights, schema, account);
        return "CREATE USER %s IDENTIFIED WITH mysql_native_password BY '%s';%n%s%s;%n"
                .formatted(account, password(), grant, this == ROOT ? " WITH GRANT OPTION" : "");
    }
}
