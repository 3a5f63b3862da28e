package hakaru.report;

import hakaru.runtime.Endpoint;
import hakaru.runtime.Lifecycle;
import hakaru.runtime.ManagementServer;
import hakaru.runtime.Metrics;
import hakaru.runtime.Readiness;
import hakaru.runtime.Service;
import hakaru.runtime.Settings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.CompletableFuture;

/** The report as a process of its own: the page, and a management port. It is ready whether MySQL and Kafka answer or not. */
public final class ReportService implements Service {
    private static final int MANAGEMENT_PORT = 9084;

    private final Lifecycle parts = new Lifecycle();
    private final Readiness readiness = new Readiness();

    private ReportService() {}

    /** What the process is told from outside. */
    public record Config(ReportConfig report, Endpoint management) {
        public static Config from(Settings settings) {
            return new Config(
                    ReportConfig.from(settings), Endpoint.management(settings, ReportConfig.PREFIX, MANAGEMENT_PORT));
        }
    }

    /**
     * Opens both ports.
     *
     * @throws hakaru.runtime.StartException when one cannot be had
     */
    public static ReportService start(Config config) throws InterruptedException {
        ReportService service = new ReportService();
        try {
            service.open(config);
            return service;
        } catch (InterruptedException | RuntimeException | Error e) {
            service.close();
            throw e;
        }
    }

    private void open(Config config) throws InterruptedException {
        Readiness.Condition page = readiness.condition("page", "not started");
        PrometheusMeterRegistry metrics = Metrics.open(parts);
        parts.add("management port", ManagementServer.start("report", config.management(), readiness, metrics));
        parts.add("report", Report.start(config.report()));
        page.met();
    }

    /** Never completes: who is away comes back. */
    @Override
    public CompletableFuture<Void> failure() {
        return new CompletableFuture<>();
    }

    @Override
    public void close() {
        readiness.condition("service", "is stopping");
        parts.close();
    }
}
