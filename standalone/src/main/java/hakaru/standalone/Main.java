package hakaru.standalone;

import hakaru.runtime.Version;
import java.util.Locale;
import picocli.CommandLine;

/** Runs the whole pipeline as one process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // In a locale with digits of its own, a port or an id would be none.
        Locale.setDefault(Locale.ROOT);
        CommandLine command = new CommandLine(new StandaloneCommand());
        command.getCommandSpec().version("hakaru " + Version.of(Main.class));
        System.exit(command.execute(arguments));
    }
}
