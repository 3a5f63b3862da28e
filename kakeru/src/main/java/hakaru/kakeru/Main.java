package hakaru.kakeru;

/** Runs the load test from a command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Kakeru.commandLine().execute(arguments));
    }
}
