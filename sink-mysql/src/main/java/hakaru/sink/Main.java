package hakaru.sink;

import hakaru.runtime.Commands;
import hakaru.runtime.ServiceProcess;
import java.util.List;

/**
 * Runs the sink; with the argument {@code migrate} only makes the tables and the partitions that are due, with
 * {@code maintain} goes on looking after the partitions, with {@code prove DAY} says whether a closed day is as it was closed.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        commands().run(arguments);
    }

    static Commands commands() {
        return new Commands("sink-mysql", () -> run("sink-mysql", MysqlSink::start))
                .with("migrate", () -> run("sink-mysql migrate", SchemaJobs::migrate))
                .with("maintain", () -> run("sink-mysql maintain", SchemaJobs::maintain))
                .withArguments("prove", Main::prove);
    }

    private static void run(String name, ServiceProcess.Starter<SinkConfig> starter) {
        ServiceProcess.run(name, SinkConfig::from, starter);
    }

    private static void prove(List<String> day) {
        System.exit(Prove.run(day, System.getenv(), System.out));
    }
}
