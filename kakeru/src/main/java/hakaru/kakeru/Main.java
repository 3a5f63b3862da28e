package hakaru.kakeru;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Runs the load test from a command line. SIGINT and SIGTERM are an early but ordinary end: the load is stopped, and the
 * process stays until its report is written and ends with the status that the report deserves.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // In a locale with digits of its own, a port or an id would be none.
        Locale.setDefault(Locale.ROOT);
        Kakeru kakeru = new Kakeru();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(kakeru, status), "kakeru-end"));
        try {
            status.complete(kakeru.command().execute(arguments));
            System.exit(status.join());
        } catch (Error e) {
            status.complete(ExitStatus.UNREACHABLE.code());
            throw e;
        }
    }

    private static void end(Kakeru kakeru, CompletableFuture<Integer> status) {
        kakeru.stop.complete(null);
        // Halt, because a JVM that a signal ends has the signal's status whatever the report says.
        Runtime.getRuntime().halt(status.join());
    }
}
