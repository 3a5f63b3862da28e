package hakaru.report;

import hakaru.runtime.Service;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.config.Settings;
import hakaru.runtime.management.Readiness;
import hakaru.runtime.management.RunningService;

/** The report as a process of its own: the page, and a management port. It is ready whether MySQL and Kafka answer or not. */
public final class ReportService {
    private static final int MANAGEMENT_PORT = 9084;

    private ReportService() {}

    /** What the process is told from outside. */
    public record Config(ReportConfig report, Endpoint management) {
        public static Config from(Settings settings) {
            return new Config(
                    ReportConfig.from(settings), Endpoint.management(settings, ReportConfig.PREFIX, MANAGEMENT_PORT));
        }
    }

    /**
     * Opens both ports. It never fails by itself: who is away comes back.
     *
     * @throws hakaru.runtime.StartException when one cannot be had
     */
    public static Service start(Config config) throws InterruptedException {
        return RunningService.open("report", service -> {
            Readiness.Condition page = service.condition("page", "not started");
            service.openManagementPort(config.management());
            service.add("report", Report.start(config.report()));
            service.add("readiness", () -> service.condition("service", "is stopping"));
            page.met();
            return service;
        });
    }
}
