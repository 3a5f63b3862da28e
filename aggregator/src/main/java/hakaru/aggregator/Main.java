package hakaru.aggregator;

import hakaru.runtime.Service;
import hakaru.runtime.ServiceProcess;

/** Runs the aggregator as a process; with the arguments {@code partitions N} only raises the topics to N partitions. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("partitions")) {
            ServiceProcess.run("aggregator partitions", AggregatorConfig.PREFIX, AggregatorConfig::from, config -> {
                MorePartitions.raise(config.kafka(), MorePartitions.number(arguments));
                return Service.done();
            });
            return;
        }
        ServiceProcess.run("aggregator", AggregatorConfig.PREFIX, AggregatorConfig::from, Aggregator::start);
    }
}
