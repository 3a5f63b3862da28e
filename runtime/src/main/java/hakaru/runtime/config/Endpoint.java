package hakaru.runtime.config;

/** A local address to listen on. */
public record Endpoint(String host, int port) {
    /** Reads a service's management endpoint from {@code PREFIX_MANAGEMENT_HOST} and {@code PREFIX_MANAGEMENT_PORT}. */
    public static Endpoint management(Settings settings, String prefix, int port) {
        return new Endpoint(
                settings.string(prefix + "MANAGEMENT_HOST", "0.0.0.0", "Address of the management port."),
                settings.port(prefix + "MANAGEMENT_PORT", port, "Port of /livez, /readyz and /metrics; not public."));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
