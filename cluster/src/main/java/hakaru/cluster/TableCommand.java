package hakaru.cluster;

import hakaru.cluster.report.Result;
import hakaru.cluster.report.ResultFiles;
import hakaru.cluster.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Merges the results of many runs into the table of the documentation. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        description = "Merges the JSON results of runs into a table: each kind of fault, how often, and what it cost.")
final class TableCommand implements Callable<Integer> {
    private static final String BEGIN = "<!-- table -->\n";
    private static final String END = "<!-- end of table -->";

    @Parameters(paramLabel = "RESULTS", arity = "0..*", description = "JSON files of cluster/run.")
    List<Path> results = List.of();

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Runs of before, a line each: they are in the table, too, and the new ones are added.")
    @Nullable
    Path history;

    @Option(names = "--write", paramLabel = "FILE", description = "Put it between the markers of this page.")
    @Nullable
    Path page;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        String table = Table.of(history == null ? read() : keptAndRead(history));
        spec.commandLine().getOut().print(table);
        spec.commandLine().getOut().flush();
        if (page != null) {
            Files.writeString(page, between(Files.readString(page), table));
        }
        return 0;
    }

    private List<Result> read() throws IOException {
        List<Result> read = new ArrayList<>();
        for (Path file : results) {
            read.add(ResultFiles.read(file));
        }
        return read;
    }

    private List<Result> keptAndRead(Path file) throws IOException {
        Map<String, Result> all = new TreeMap<>();
        ResultFiles.kept(file).forEach(result -> all.put(result.started(), result));
        read().forEach(result -> all.put(result.started(), result));
        List<Result> inOrder = List.copyOf(all.values());
        ResultFiles.keep(file, inOrder);
        return inOrder;
    }

    private static String between(String page, String table) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page has no line " + BEGIN.strip() + " before a line " + END);
        }
        return page.substring(0, begin + BEGIN.length()) + table + page.substring(end);
    }
}
