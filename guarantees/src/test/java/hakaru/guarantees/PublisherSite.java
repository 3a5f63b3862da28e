package hakaru.guarantees;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hakaru.adtag.AdTag;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A publisher's server: an origin of its own, with the pages that a test writes. */
final class PublisherSite implements AutoCloseable {
    private static final int UNAVAILABLE = 503;

    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final Collection<String> requests = new ConcurrentLinkedQueue<>();
    private final Collection<String> ids = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    private PublisherSite(HttpServer server) {
        this.server = server;
    }

    /** @param policy the header {@code Content-Security-Policy}, empty for none */
    private record Page(int status, String type, String text, String policy) {}

    static PublisherSite start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        PublisherSite site = new PublisherSite(server);
        server.createContext("/", site::answer);
        server.start();
        return site;
    }

    /** Publishes a page and returns its address. */
    String page(String path, String body) {
        return page(path, body, "");
    }

    String page(String path, String body, String policy) {
        pages.put(
                path,
                new Page(
                        200,
                        "text/html; charset=utf-8",
                        "<!doctype html><title>" + path + "</title><style>body{margin:0}</style>" + body,
                        policy));
        return address(path);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Stands in for an API: serves the tag, and answers its beacons with this status. Returns the tag's address. */
    String standInApi(int status) {
        pages.put("/hakaru", new Page(status, "text/plain", "", ""));
        pages.put(
                "/tag.js",
                new Page(200, "text/javascript", new String(AdTag.load().plain(), StandardCharsets.UTF_8), ""));
        requests.clear();
        ids.clear();
        return address("/tag.js");
    }

    /** What the stand-in was asked, each with its method and its query without what keeps equal beacons apart. */
    Collection<String> requests() {
        return requests;
    }

    /** From now on the stand-in answers with this status. */
    void standInAnswers(int status) {
        pages.put("/hakaru", new Page(status, "text/plain", "", ""));
    }

    /** The ids of the beacons that came, in their order. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    /** The same server as another site: what it frames or is framed by is foreign to the pages under 127.0.0.1. */
    static String asAnotherSite(String url) {
        return url.replace("127.0.0.1", "localhost");
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/hakaru")) {
            String query = exchange.getRequestURI().getQuery();
            requests.add(exchange.getRequestMethod() + " " + query.replaceFirst("&id=.*", ""));
            ids.add(query.replaceFirst(".*&id=", "").replaceFirst("&n=.*", ""));
        }
        Page page = pages.get(exchange.getRequestURI().getPath());
        if (page == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", page.type());
        if (page.status() == UNAVAILABLE) {
            // As the API says with its own.
            exchange.getResponseHeaders().set("Cross-Origin-Resource-Policy", "same-origin");
        }
        if (!page.policy().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Security-Policy", page.policy());
        }
        byte[] body = page.text().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(page.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
