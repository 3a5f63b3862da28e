package hakaru.standalone;

import picocli.CommandLine;

/** Runs the whole pipeline as one process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StandaloneCommand()).execute(arguments));
    }
}
