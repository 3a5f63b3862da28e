package hakaru.ingest;

import hakaru.runtime.ServiceProcess;

/** Runs the ingest API as a process of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ServiceProcess.run("ingest-api", IngestConfig.PREFIX, IngestConfig::from, IngestApi::start);
    }
}
