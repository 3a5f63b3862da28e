package hakaru.runtime.config;

/**
 * A local address to listen on.
 *
 * @param port 0 takes a free one
 */
public record Endpoint(String host, int port) {
    private static final int MAX_PORT = 65_535;

    public Endpoint {
        if (host.isBlank() || port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "'%s' and %d are not an address and a port from 0 to %d".formatted(host, port, MAX_PORT));
        }
    }

    /** Reads a service's management endpoint from {@code PREFIX_MANAGEMENT_HOST} and {@code PREFIX_MANAGEMENT_PORT}. */
    public static Endpoint management(Settings settings, String prefix, int port) {
        return new Endpoint(
                settings.host(prefix + "MANAGEMENT_HOST", "0.0.0.0", "Address of the management port."),
                settings.port(prefix + "MANAGEMENT_PORT", port, "Port of /livez, /readyz and /metrics; not public."));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
