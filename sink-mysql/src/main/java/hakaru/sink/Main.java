package hakaru.sink;

import hakaru.runtime.ServiceProcess;
import java.util.List;

/**
 * Runs the sink; with the argument {@code migrate} only makes the tables and the partitions that are due, with
 * {@code maintain} goes on looking after the partitions, with {@code prove DAY} says whether a closed day is as it was closed.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("prove")) {
            System.exit(Prove.run(List.of(arguments).subList(1, arguments.length), System.getenv(), System.out));
        }
        if (List.of(arguments).equals(List.of("migrate"))) {
            ServiceProcess.run("sink-mysql migrate", SinkConfig.PREFIX, SinkConfig::from, SchemaJobs::migrate);
            return;
        }
        if (List.of(arguments).equals(List.of("maintain"))) {
            ServiceProcess.run("sink-mysql maintain", SinkConfig.PREFIX, SinkConfig::from, SchemaJobs::maintain);
            return;
        }
        ServiceProcess.run("sink-mysql", SinkConfig.PREFIX, SinkConfig::from, MysqlSink::start);
    }
}
