package hakaru.report;

import hakaru.runtime.Commands;
import hakaru.runtime.ServiceProcess;

/** Runs the report as a process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        new Commands("report", Main::serve).run(arguments);
    }

    private static void serve() {
        ServiceProcess.run("report", ReportService.Config::from, ReportService::start);
    }
}
