package hakaru.kakeru.books;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Where the counts are, and as whom to read them. */
public record DatabaseAddress(String url, String user, String password) {
    private static final String CONNECT_LIMIT = "5000";

    /** @param readLimit how long to wait for an answer; Connector/J's default is to wait for ever */
    Connection connect(Duration readLimit) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", CONNECT_LIMIT);
        properties.setProperty("socketTimeout", Long.toString(readLimit.toMillis()));
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return user + " at " + url.replaceFirst("\\?.*", "");
    }
}
