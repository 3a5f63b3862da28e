package hakaru.kakeru;

import hakaru.kakeru.load.Target;
import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/** Finds out before the load whether there is anybody to take it. */
final class Preflight {
    private Preflight() {}

    /** The target does not take connections; the message says what was tried. */
    static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1;

        private UnreachableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static Target resolve(String url) throws UnreachableException {
        try {
            return Target.of(url);
        } catch (UnknownHostException e) {
            throw new UnreachableException("unknown host in " + url + ": it has no address", e);
        }
    }

    static void connect(Target target, Duration limit) throws UnreachableException {
        try (Socket socket = new Socket()) {
            socket.connect(target.address(), (int) limit.toMillis());
        } catch (IOException e) {
            throw new UnreachableException(
                    "cannot connect to %s: %s; is the pipeline running?".formatted(target.url(), e.getMessage()), e);
        }
    }
}
