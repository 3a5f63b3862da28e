package hakaru.ingest;

import hakaru.ingest.port.HttpConfig;
import hakaru.ingest.publish.PublishConfig;
import hakaru.ingest.traffic.AdListConfig;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.config.Settings;
import java.time.Duration;

/**
 * What the ingest API is told at start.
 *
 * @param warmUp how long the process may practise before it is ready
 * @param drainDelay how long a stopping process goes on answering, so that balancers see it is unready before it is gone
 */
public record IngestConfig(
        HttpConfig http,
        Endpoint management,
        Duration warmUp,
        Duration drainDelay,
        AdListConfig ads,
        PublishConfig publish) {
    public static final String PREFIX = "INGEST_";
    private static final int MANAGEMENT_PORT = 9081;

    public IngestConfig {
        boolean samePort = http.endpoint().port() == management.port() && management.port() != 0;
        if (samePort) {
            throw new IllegalArgumentException("INGEST_PORT and INGEST_MANAGEMENT_PORT must differ, but are both "
                    + management.port() + ": beacons are public, metrics are not");
        }
    }

    public static IngestConfig from(Settings settings) {
        return new IngestConfig(
                settings.section(HttpConfig::from),
                Endpoint.management(settings, PREFIX, MANAGEMENT_PORT),
                settings.duration(
                        "INGEST_WARM_UP",
                        "6s",
                        Duration.ZERO,
                        Duration.ofMinutes(5),
                        "How long the process may practise before it is ready, less when it gets no faster; 0: not at all."),
                settings.duration(
                        "INGEST_DRAIN_DELAY",
                        "5s",
                        Duration.ZERO,
                        // The whole stop has two minutes.
                        Duration.ofMinutes(1),
                        "How long a stopping process goes on answering; longer than a balancer takes to see /readyz."),
                settings.section(AdListConfig::from),
                settings.section(PublishConfig::from));
    }

    /** For a process that has practised already. */
    public IngestConfig withoutWarmUp() {
        return new IngestConfig(http, management, Duration.ZERO, drainDelay, ads, publish);
    }
}
