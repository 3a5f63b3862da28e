package hakaru.sink.mysql;

import java.security.cert.CertificateException;

/** Tells what a failure says, in one line and always the same: the pool's own message changes with every attempt. */
public final class FailureReason {
    private FailureReason() {}

    /** The first line of the innermost failure. */
    public static String of(Throwable failure) {
        Throwable root = failure;
        boolean distrusted = false;
        while (root.getCause() != null) {
            root = root.getCause();
            distrusted |= root instanceof CertificateException;
        }
        String message = root.toString().lines().findFirst().orElse("");
        // Alone, what the innermost failure says of a signature would not tell whose.
        return distrusted ? "the server's certificate is not trusted: " + message : message;
    }
}
