package hakaru.sink.mysql;

import hakaru.runtime.config.StorePasswords;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells Connector/J what it is to know besides the URL, and refuses a URL that says otherwise. */
final class ConnectionProperties {
    private static final String SCHEME = "jdbc:mysql://";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Would undo what our own properties and the session's first statement guarantee, or print a password. */
    private static final List<String> FORBIDDEN_IN_URL = List.of(
            "user",
            "password",
            "password1",
            "password2",
            "password3",
            "serverTimezone",
            "forceConnectionTimeZoneToSession",
            "sessionVariables",
            "jdbcCompliantTruncation",
            "useAffectedRows",
            "autoReconnect",
            "allowMultiQueries");

    /** The URL is logged; these have variables of their own. */
    private static final Map<String, String> SECRETS = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        SECRETS.put(StorePasswords.TRUST_STORE_PROPERTY, "MYSQL_TRUSTSTORE_PASSWORD");
        SECRETS.put(StorePasswords.KEY_STORE_PROPERTY, "MYSQL_KEYSTORE_PASSWORD");
    }

    private ConnectionProperties() {}

    static Map<String, String> of(Duration socketTimeout, StorePasswords stores) {
        Map<String, String> properties = new HashMap<>(of(socketTimeout));
        properties.putAll(stores.toProperties());
        return properties;
    }

    private static Map<String, String> of(Duration socketTimeout) {
        return Map.of(
                // A thousand rows in one statement instead of one statement a row.
                "rewriteBatchedStatements", "true",
                // Rewriting needs statements that the driver, not the server, fills in.
                "useServerPrepStmts", "false",
                "cachePrepStmts", "true",
                // The default is to wait for ever for a server that is gone.
                "socketTimeout", Long.toString(socketTimeout.toMillis()),
                "connectTimeout", Long.toString(CONNECT_TIMEOUT.toMillis()),
                "connectionTimeZone", "UTC",
                "characterEncoding", "UTF-8",
                // The first refused row ends a batch: what comes after it would be rolled back anyway.
                "continueBatchOnError", "false");
    }

    /** Returns the URL when it is one of MySQL's and leaves alone what we rely on. */
    static String requireFit(String url) {
        if (!url.startsWith(SCHEME)) {
            throw new IllegalArgumentException("must start with " + SCHEME);
        }
        String[] addressAndQuery = url.substring(SCHEME.length()).split("\\?", 2);
        if (addressAndQuery[0].indexOf('@') >= 0 || addressAndQuery[0].contains("password")) {
            throw new IllegalArgumentException(
                    "must not carry credentials, because it is logged; use MYSQL_USER and MYSQL_PASSWORD");
        }
        if (!addressAndQuery[0].contains("/") || addressAndQuery[0].endsWith("/")) {
            throw new IllegalArgumentException("must name a database: " + SCHEME + "host:port/database");
        }
        Arrays.stream(addressAndQuery)
                .skip(1)
                .flatMap(query -> Arrays.stream(query.split("&")))
                .forEach(ConnectionProperties::requireAllowed);
        return url;
    }

    private static void requireAllowed(String parameter) {
        Map<String, String> ours = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ours.putAll(of(Duration.ZERO));
        FORBIDDEN_IN_URL.forEach(name -> ours.put(name, ""));
        String name = parameter.split("=", 2)[0];
        if (SECRETS.containsKey(name)) {
            throw new IllegalArgumentException(
                    "must not carry " + name + ", because it is logged; use " + SECRETS.get(name));
        }
        if (ours.containsKey(name)) {
            throw new IllegalArgumentException("must not set " + name + ": the sink sets what it relies on");
        }
    }
}
