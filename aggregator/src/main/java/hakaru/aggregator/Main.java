package hakaru.aggregator;

import hakaru.runtime.ServiceProcess;

/** Runs the aggregator as a process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceProcess.run("aggregator", AggregatorConfig.PREFIX, AggregatorConfig::from, Aggregator::start);
    }
}
