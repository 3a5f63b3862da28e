package hakaru.kakeru.books;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where the counts are, and as whom to read them. */
public record DatabaseAddress(String url, String user, String password) {
    private static final String CONNECT_LIMIT = "5000";
    /** Milliseconds. Connector/J's default is to wait for ever. */
    private static final String READ_LIMIT = "60000";

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", CONNECT_LIMIT);
        properties.setProperty("socketTimeout", READ_LIMIT);
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return user + " at " + url.replaceFirst("\\?.*", "");
    }
}
