package hakaru.standalone;

import hakaru.runtime.Version;
import picocli.CommandLine;

/** Runs the whole pipeline as one process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new StandaloneCommand());
        command.getCommandSpec().version("hakaru " + Version.of(Main.class));
        System.exit(command.execute(arguments));
    }
}
