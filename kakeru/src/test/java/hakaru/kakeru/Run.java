package hakaru.kakeru;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One call of the command line, with what it printed. */
record Run(int exitStatus, String output) {
    static Run of(String... arguments) {
        StringWriter output = new StringWriter();
        PrintWriter printer = new PrintWriter(output, true);
        CommandLine command = new Kakeru().command().setOut(printer).setErr(printer);
        return new Run(command.execute(arguments), output.toString());
    }
}
