package hakaru.runtime;

import hakaru.runtime.config.Endpoint;
import java.net.InetSocketAddress;

/** A process cannot start, or go on, for a reason that a person can remove; the message is one line that says which. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A port that could not be bound, or an address that there is none of. */
    public static StartException portInUse(String what, Endpoint endpoint, Throwable cause) {
        if (new InetSocketAddress(endpoint.host(), endpoint.port()).isUnresolved()) {
            return new StartException(
                    what + " cannot be opened: the host " + endpoint.host() + " does not resolve (" + endpoint + ")",
                    cause);
        }
        return new StartException(
                what + " " + endpoint.port() + " is in use or not to be had (" + endpoint + ")", cause);
    }
}
