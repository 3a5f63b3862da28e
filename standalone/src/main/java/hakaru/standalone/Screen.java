package hakaru.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Tells the person at the terminal how far the start is, and what to do next. */
public record Screen(PrintStream out) {
    private static final double MILLIS = 1_000.0;

    void title(String text) {
        out.println(text);
    }

    /** Opens a part of the pipeline, and says which and how long it took. */
    <T> T opening(String part, Callable<T> opener) throws Exception {
        out.printf("  %-12s", part);
        out.flush();
        long begin = System.nanoTime();
        try {
            T opened = opener.call();
            long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
            out.printf(Locale.ROOT, "started in %.1f s%n", millis / MILLIS);
            return opened;
        } catch (Exception e) {
            out.println("did not start");
            throw e;
        }
    }

    void closing(String part) {
        out.println("  stopping " + part);
    }

    void ready(StandaloneConfig config, Optional<String> prompt) {
        StandaloneConfig.Ports ports = config.ports();
        out.println();
        out.printf("See the counts move:  http://%s:%d/%n", host(config), ports.report());
        out.printf("A page with ads:      http://%s:%d/demo%n", host(config), ports.report());
        out.println("Send an impression:");
        out.printf("  curl -i \"http://%s:%d/hakaru?name=open&value=1\"%n", host(config), ports.api());
        out.println("Read the counts, a second later (SELECT * FROM impressions_per_second):");
        out.println("  " + prompt.orElse("with a client of the database that MYSQL_URL names"));
        out.println("Watch it work (each has /readyz and /metrics):");
        management(config, "ingest-api", ports.ingestManagement());
        management(config, "aggregator", ports.aggregatorManagement());
        management(config, "sink-mysql", ports.sinkManagement());
        out.println("Ctrl-C stops it in order; " + config.dataDirectory() + " keeps the counts.");
    }

    /** As it stands in a URL: an IPv6 address has brackets there. */
    private static String host(StandaloneConfig config) {
        return config.host().contains(":") && !config.host().startsWith("[")
                ? "[" + config.host() + "]"
                : config.host();
    }

    private void management(StandaloneConfig config, String service, int port) {
        out.printf("  %-12shttp://%s:%d/metrics%n", service, host(config), port);
    }
}
