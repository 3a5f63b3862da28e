package hakaru.guarantees;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** What the management port says, most often at {@code /metrics}. */
record Scrape(List<String> lines) {
    static Scrape of(String managementPort) throws IOException, InterruptedException {
        return ofPath(managementPort, "/metrics");
    }

    /** Another page of the management port. */
    static Scrape ofPath(String managementPort, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + managementPort + path);
        return new Scrape(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofLines())
                .body()
                .toList());
    }

    /** Adds up the samples of a metric whose labels contain a text. */
    double sum(String metric, String label) {
        return lines.stream()
                .filter(line -> line.startsWith(metric) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
