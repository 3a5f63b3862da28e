package hakaru.aggregator;

import hakaru.runtime.Commands;
import hakaru.runtime.Service;
import hakaru.runtime.ServiceProcess;
import java.util.List;

/** Runs the aggregator as a process; with the arguments {@code partitions N} only raises the topics to N partitions. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        commands().run(arguments);
    }

    static Commands commands() {
        return new Commands("aggregator", Main::aggregate).withArguments("partitions", Main::raise);
    }

    private static void aggregate() {
        ServiceProcess.run("aggregator", AggregatorConfig::from, Aggregator::start);
    }

    private static void raise(List<String> number) {
        ServiceProcess.run("aggregator partitions", AggregatorConfig::from, config -> {
            MorePartitions.raise(config.kafka(), MorePartitions.number(number));
            return Service.done();
        });
    }
}
