package hakaru.sink;

import hakaru.runtime.ServiceProcess;
import java.util.List;

/** Runs the sink; with the argument {@code migrate} only makes the tables. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        if (List.of(arguments).equals(List.of("migrate"))) {
            ServiceProcess.run("sink-mysql migrate", SinkConfig.PREFIX, SinkConfig::from, Migration::run);
            return;
        }
        ServiceProcess.run("sink-mysql", SinkConfig.PREFIX, SinkConfig::from, MysqlSink::start);
    }
}
