package hakaru.kakeru;

import hakaru.kakeru.books.DatabaseException;
import hakaru.kakeru.load.Target;
import hakaru.kakeru.load.Target.UnreachableException;
import hakaru.kakeru.report.Machine;
import hakaru.kakeru.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: checks the options, runs the test, hands out the report. */
@Command(
        name = "kakeru",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Puts load on hakaru, and proves that every accepted impression is counted.",
            "Interrupted (Ctrl-C), it stops sending and reports on what it has sent so far."
        },
        subcommands = ReceiptCommand.class,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the success goal holds and the books balance; all receipts are counted",
            "1:the success goal is missed; a receipt is not counted",
            "2:the command line is wrong",
            "3:the books do not balance",
            "4:the target or the database is unreachable"
        })
final class Kakeru implements Callable<Integer> {
    private static final int MAX_ADS = 100_000;
    private static final int MAX_PROBES = 100;

    @Mixin
    final LoadOptions load = new LoadOptions();

    @Mixin
    final GoalOptions goal = new GoalOptions();

    @Mixin
    final BooksOptions books = new BooksOptions();

    @Mixin
    final Output output = new Output();

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** Ends the load early when it completes; the report is then about what was sent so far. */
    final CompletableFuture<Void> stop = new CompletableFuture<>();

    CommandLine command() {
        CommandLine command = OptionTypes.register(new CommandLine(this));
        String version = "kakeru " + Machine.release();
        command.getCommandSpec().version(version);
        command.getSubcommands().values().forEach(sub -> sub.getCommandSpec().version(version));
        return command.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, failed, parsed) -> {
                    boolean explains =
                            exception instanceof UnreachableException || exception instanceof DatabaseException;
                    failed.getErr().println("kakeru: " + (explains ? exception.getMessage() : exception));
                    if (!explains) {
                        exception.printStackTrace(failed.getErr());
                    }
                    return ExitStatus.UNREACHABLE.code();
                });
    }

    @Override
    public Integer call() throws UnreachableException, DatabaseException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        check();
        Report report = new LoadTest(this, out).run();
        output.write(report, out);
        return ExitStatus.of(report.goalHolds(), report.booksBalance()).code();
    }

    private void check() {
        for (Target target : load.targets) {
            require(
                    load.allowRemote || !target.isRemote(),
                    target + " is not this machine; if its owner agrees, add --allow-remote");
        }
        require(
                load.connections >= load.targets.size() && load.queue >= load.targets.size(),
                "--connections and --queue must be at least 1 for each --url");
        require(!load.timeout.isZero() && !load.duration.isZero(), "--timeout and --duration must be longer than 0");
        require(load.ads >= 0 && load.ads <= MAX_ADS, "--ads must be 0 to " + MAX_ADS);
        require(load.probes >= 0 && load.probes <= MAX_PROBES, "--probes must be 0 to " + MAX_PROBES);
        require(
                load.retry.isZero() || load.ids,
                "--retry needs --ids: sent again without one, a beacon may count twice");
        require(output.directoriesExist(), "--json and --html need a directory that exists");
        require(
                load.ramp == null || !spec.commandLine().getParseResult().hasMatchedOption("--rate"),
                "--ramp says the rates; it does not go with --rate");
    }

    private void require(boolean condition, String rule) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), rule);
        }
    }
}
