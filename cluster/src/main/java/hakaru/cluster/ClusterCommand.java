package hakaru.cluster;

import hakaru.cluster.fault.FaultKind;
import hakaru.cluster.report.Result;
import hakaru.cluster.report.ResultFiles;
import hakaru.cluster.report.Table;
import hakaru.embedded.Directories;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the rig. */
@Command(
        name = "cluster/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        description =
                "Runs a whole cluster on this machine under load, commits faults, and proves that the books balance.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the books balance, and the cluster recovered from each fault",
            "1:it did not recover from one, or the run could not be made",
            "2:the command line is wrong",
            "3:the books do not balance"
        })
final class ClusterCommand implements Callable<Integer> {
    private static final int SHORT_RATE = 300;
    private static final int SHORT_COUNT = 3;

    @Mixin
    final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    final RunOptions run = new RunOptions();

    @Option(
            names = "--short",
            description = "A short run with a fixed seed, which proves that the rig and the cluster work.")
    boolean shortRun;

    @Option(names = "--list", description = "List the kinds of faults.")
    boolean list;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            List.of(FaultKind.values()).forEach(kind -> out.printf("%-24s %s%n", kind.label(), kind.meaning()));
            return 0;
        }
        if (shortRun) {
            shorten();
        }
        if (Balancer.command().isEmpty()) {
            out.println("skipped: HAProxy is not installed; as root: apt-get install haproxy");
            return 0;
        }
        if (cluster.mysql().isEmpty()) {
            out.println(
                    "MySQL's distribution is absent: the database is the embedded MariaDB, and faults of MySQL are skipped");
        }
        int status = 0;
        List<Result> results = new ArrayList<>();
        for (long seed : run.seeds()) {
            run.seed = seed;
            status = Math.max(status, runOnce(results, out));
        }
        if (run.seeds().size() > 1) {
            out.println(Table.of(results));
        }
        return status;
    }

    /** One that could not be made does not keep the others from being made. */
    private int runOnce(List<Result> results, PrintWriter out) throws InterruptedException {
        try {
            SmallDisk.releaseAll(cluster.work);
            Directories.delete(cluster.work);
            Files.createDirectories(cluster.work);
            Result result = new Run(cluster, run, out::println).run();
            results.add(result);
            new ResultFiles(run.results).write(result).forEach(out::println);
            return status(result);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            out.println("the run with seed %d could not be made: %s".formatted(run.seed, e));
            return 1;
        } finally {
            out.flush();
        }
    }

    private static int status(Result result) {
        if (!result.isExact()) {
            return 3;
        }
        return result.hasRecovered() ? 0 : 1;
    }

    static CommandLine commandLine() {
        return new CommandLine(new ClusterCommand()).addSubcommand(new TableCommand());
    }

    private void shorten() {
        run.seed = 1;
        run.rate = SHORT_RATE;
        run.count = SHORT_COUNT;
        run.duration = java.time.Duration.ofSeconds(40);
        run.faults = List.of(FaultKind.KILL, FaultKind.PAUSE, FaultKind.TERMINATE);
    }
}
