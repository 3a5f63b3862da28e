package hakaru.report;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Pages, scripts and styles, read from the jars once. Immutable. */
final class Pages {
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String API = "{{api}}";
    private static final Pattern OF_THE_DEMO = Pattern.compile("(?s)<!-- demo -->.*?<!-- end of demo -->");
    /** What may stand in a page and in a header: a name, an IPv4 or an IPv6 address. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

    private final ReportConfig config;
    private final String report;
    private final String demo = read("demo.html");
    private final Map<String, Asset> assets = new HashMap<>();

    /** A file that is the same for everybody. */
    record Asset(String contentType, Buffer body) {}

    Pages(ReportConfig config) {
        this.config = config;
        String page = read("report.html");
        this.report = config.demo() ? page : OF_THE_DEMO.matcher(page).replaceAll("");
        for (String script : new String[] {"report.js", "chart.js", "format.js", "demo.js"}) {
            assets.put("/" + script, new Asset(SCRIPT, Buffer.buffer(read(script))));
        }
        for (String style : new String[] {"base.css", "report.css", "demo.css"}) {
            assets.put("/" + style, new Asset(STYLE, Buffer.buffer(read(style))));
        }
        assets.put("/favicon.svg", new Asset("image/svg+xml", Buffer.buffer(read("favicon.svg"))));
        assets.put("/uplot.js", new Asset(SCRIPT, Buffer.buffer(read(UPLOT + "uPlot.esm.js"))));
        assets.put("/uplot.css", new Asset(STYLE, Buffer.buffer(read(UPLOT + "uPlot.min.css"))));
    }

    Map<String, Asset> assets() {
        return Map.copyOf(assets);
    }

    /** The report, which names the API at the given address. */
    Buffer report(String api) {
        return Buffer.buffer(report.replace(API, api));
    }

    /** Whether there is the publisher's page. */
    boolean hasDemo() {
        return config.demo();
    }

    /** The publisher's page, which loads the ad tag from the API at the given address. */
    Buffer demo(String api) {
        return Buffer.buffer(demo.replace(API, api));
    }

    /**
     * The API's address for who asks.
     *
     * @param host by which the browser has found this page; an odd one is replaced by the one that is listened on
     */
    String api(String host) {
        String named = HOST.matcher(host).matches() ? host : config.endpoint().host();
        return config.api().replace(ReportConfig.HOST, named);
    }

    private static String read(String name) {
        try (InputStream file = Pages.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
