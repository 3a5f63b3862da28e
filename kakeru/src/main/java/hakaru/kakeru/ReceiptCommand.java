package hakaru.kakeru;

import hakaru.kakeru.books.Database;
import hakaru.kakeru.books.DatabaseException;
import hakaru.kakeru.load.Receipt;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says of each receipt whether its beacon is counted, by the ledger alone. */
@Command(
        name = "receipt",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 110,
        description = "Says whether beacons are counted: counted, not yet, or rejected.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all are counted",
            "1:one is not, or not yet",
            "2:the command line is wrong",
            "4:the database is unreachable"
        })
final class ReceiptCommand implements Callable<Integer> {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    @Parameters(
            arity = "1..*",
            paramLabel = "RECEIPT",
            description = "What the header Hakaru-Receipt of a beacon's answer said: topicId/partition/offset.")
    List<Receipt> receipts = List.of();

    @Mixin
    BooksOptions.DatabaseOptions database = new BooksOptions.DatabaseOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws DatabaseException {
        PrintWriter out = spec.commandLine().getOut();
        boolean allCounted = true;
        try (Database ledger = new Database(database.address(), LONGEST_LOOK)) {
            for (Receipt receipt : receipts) {
                Database.State state = ledger.stateOf(receipt);
                out.printf("%-40s %s%n", receipt, state.words());
                allCounted &= state == Database.State.COUNTED;
            }
        }
        out.flush();
        return (allCounted ? ExitStatus.GOOD : ExitStatus.GOAL_MISSED).code();
    }
}
