package hakaru.kakeru;

/** Runs the load test from a command line. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Kakeru kakeru = new Kakeru();
        EndSignal signal = EndSignal.of(() -> kakeru.stop.complete(null));
        try {
            System.exit(signal.ended(kakeru.command().execute(arguments)));
        } catch (Error e) {
            signal.ended(ExitStatus.UNREACHABLE.code());
            throw e;
        }
    }
}
