package hakaru.sink.mysql;

import java.sql.SQLException;

/**
 * The connection was gone when a transaction failed. What the driver says then may be about the loss, or only about the
 * statement that it closed with the connection.
 */
final class ConnectionLostException extends SQLException {
    private static final long serialVersionUID = 1L;
    private static final String CONNECTION_FAILURE = "08006";

    ConnectionLostException(SQLException failure) {
        super("the connection was lost: " + failure, CONNECTION_FAILURE, failure);
    }
}
