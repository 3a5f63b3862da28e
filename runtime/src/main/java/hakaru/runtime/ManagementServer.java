package hakaru.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Answers operations on a port of its own: {@code /livez}, {@code /readyz} and {@code /metrics}.
 *
 * <p>Liveness asks nobody: a process that can answer is alive, whatever Kafka and MySQL do.
 */
public final class ManagementServer implements AutoCloseable {
    private static final int THREADS = 2;

    static {
        // Seconds a request may take to arrive and an answer to leave: two slow peers must not hold both threads.
        System.setProperty("sun.net.httpserver.maxReqTime", "5");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private ManagementServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Opens the port; 0 takes a free one.
     *
     * @throws StartException when the port cannot be had
     */
    public static ManagementServer start(
            String service, Endpoint endpoint, Readiness readiness, PrometheusMeterRegistry metrics) {
        Gauge.builder("hakaru.ready", readiness, known -> known.isReady() ? 1 : 0)
                .description("1 while /readyz answers 200, else 0")
                .tag("service", service)
                .register(metrics);
        HttpServer server = bind(service, endpoint);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, NamedThreads.daemons(service + "-management"));
        server.setExecutor(threads);
        server.createContext("/", exchange -> send(exchange, Answer.to(exchange, readiness, metrics)));
        server.start();
        return new ManagementServer(server, threads);
    }

    private static HttpServer bind(String service, Endpoint endpoint) {
        InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
        if (address.isUnresolved()) {
            throw StartException.portInUse(
                    service + "'s management port", endpoint, new UnknownHostException(endpoint.host()));
        }
        try {
            return HttpServer.create(address, 0);
        } catch (BindException e) {
            throw StartException.portInUse(service + "'s management port", endpoint, e);
        } catch (IOException e) {
            throw new StartException("cannot open " + service + "'s management port at " + endpoint + ": " + e, e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private record Answer(int status, String type, String text) {
        private static final String PLAIN = "text/plain; charset=utf-8";
        private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

        static Answer to(HttpExchange exchange, Readiness readiness, PrometheusMeterRegistry metrics) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                return new Answer(405, PLAIN, "only to be read: GET, HEAD\n");
            }
            return switch (exchange.getRequestURI().getPath()) {
                case "/livez" -> new Answer(200, PLAIN, "alive\n");
                case "/readyz" -> of(readiness);
                case "/metrics" -> new Answer(200, PROMETHEUS, metrics.scrape());
                default -> new Answer(404, PLAIN, "not found: /livez, /readyz, /metrics\n");
            };
        }

        private static Answer of(Readiness readiness) {
            String reasons = readiness.reasons().entrySet().stream()
                    .map(reason -> reason.getKey() + ": " + reason.getValue() + "\n")
                    .sorted()
                    .collect(Collectors.joining());
            return reasons.isEmpty() ? new Answer(200, PLAIN, "ready\n") : new Answer(503, PLAIN, reasons);
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
