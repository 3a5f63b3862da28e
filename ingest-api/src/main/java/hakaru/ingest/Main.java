package hakaru.ingest;

import hakaru.runtime.Commands;
import hakaru.runtime.ServiceProcess;

/** Runs the ingest API as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        new Commands("ingest-api", Main::serve).run(arguments);
    }

    private static void serve() {
        ServiceProcess.run("ingest-api", IngestConfig::from, IngestApi::start);
    }
}
