package hakaru.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.ingest.http.PublicPath;
import hakaru.testkit.TestKafka;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/openapi.yaml says of the beacon port, and what the port does, are the same. */
class OpenApiIT {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> METHODS = Set.of("GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE");

    private final OpenApi described;
    private final Set<String> seen = new TreeSet<>();

    OpenApiIT() throws IOException {
        described = OpenApi.read();
    }

    /** A request, and the status that its answer must have. */
    private record Example(int status, String method, String path, String query, String body, List<String> headers) {
        static Example of(int status, String method, String path, String query, String... headers) {
            return new Example(status, method, path, query, "", List.of(headers));
        }
    }

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>(List.of(
                Example.of(200, "GET", "/hakaru", "?name=spring-sale&value=1"),
                Example.of(200, "GET", "/hakaru", "?name=spring-sale&id=7d6f2a52", "Sec-Fetch-Dest", "image"),
                Example.of(400, "GET", "/hakaru", "?name=spring-sale&id=a%20b"),
                Example.of(400, "GET", "/hakaru", "?value=1"),
                Example.of(400, "GET", "/hakaru", "?name=a&value=4294967296", "Sec-Fetch-Dest", "image"),
                Example.of(414, "GET", "/hakaru", "?name=" + "a".repeat(8 << 10)),
                Example.of(431, "GET", "/hakaru", "?name=a", "X-Long", "a".repeat(16 << 10)),
                Example.of(200, "POST", "/hakaru", "?name=spring-sale"),
                new Example(200, "POST", "/hakaru", "", "name=a&value=4294967295", List.of("Content-Type", FORM)),
                Example.of(400, "POST", "/hakaru", ""),
                new Example(413, "POST", "/hakaru", "", "name=" + "a".repeat(64 << 10), List.of("Content-Type", FORM)),
                Example.of(200, "HEAD", "/hakaru", ""),
                Example.of(204, "OPTIONS", "/hakaru", "", "Origin", "https://page.example"),
                Example.of(304, "GET", "/tag.js", "", "If-None-Match", "*")));
        for (String path : List.of("/tag.js", "/ok", "/robots.txt")) {
            examples.add(Example.of(200, "GET", path, ""));
            examples.add(Example.of(200, "HEAD", path, ""));
        }
        return examples;
    }

    @Test
    void shouldDescribeEveryPath() {
        assertThat(described.paths())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(PublicPath.values()).map(PublicPath::text).toList());
    }

    @Test
    void shouldAnswerAsDescribed() throws Exception {
        try (TestKafka kafka = TestKafka.own();
                RunningApi api = RunningApi.start(RunningApi.config(kafka))) {
            String etag = api.get("/tag.js").headers().firstValue("ETag").orElseThrow();
            for (Example example : examples()) {
                check(api, example.status() == 304 ? knowing(etag) : example);
            }
            refuseOtherMethods(api);
            kafka.stop();
            check(api, Example.of(503, "GET", "/hakaru", "?name=a"));
            check(api, Example.of(503, "POST", "/hakaru", "?name=a"));
        }

        assertThat(seen).as("all that is described was seen").isEqualTo(all());
    }

    private static Example knowing(String etag) {
        return Example.of(304, "GET", "/tag.js", "", "If-None-Match", etag);
    }

    private void check(RunningApi api, Example example) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = api.send(
                example.method(),
                example.path() + example.query(),
                example.body(),
                example.headers().toArray(String[]::new));

        assertThat(answer.statusCode()).as("%s", example).isEqualTo(example.status());
        Map<String, Object> response =
                described.responses(example.path(), example.method()).getOrDefault(answer.statusCode(), Map.of());
        assertThat(response).as("%s is described", example).isNotEmpty();
        checkHeaders(example, answer, described.headers(response));
        checkBody(example, answer, described.content(response));
        seen.add(name(example.path(), example.method(), answer.statusCode()));
    }

    private static void checkHeaders(Example example, HttpResponse<byte[]> answer, Map<String, Pattern> headers) {
        headers.forEach((name, pattern) -> assertThat(answer.headers().allValues(name))
                .as("%s of %s", name, example)
                .singleElement()
                .satisfies(value -> assertThat(value).matches(pattern)));
    }

    private static void checkBody(
            Example example, HttpResponse<byte[]> answer, Map<String, Map<String, Object>> content) {
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        if (answer.body().length == 0) {
            return;
        }
        assertThat(content).as("the body of %s", example).containsKey(type);
        if (type.equals("application/json")) {
            checkJson(
                    new JsonObject(new String(answer.body(), StandardCharsets.UTF_8)), OpenApi.map(content.get(type)));
        }
    }

    private static void checkJson(JsonObject json, Map<String, Object> schema) {
        Map<String, Object> properties = OpenApi.map(schema.get("properties"));
        assertThat(json.fieldNames()).isEqualTo(properties.keySet());
        for (String name : json.fieldNames()) {
            Object words = OpenApi.map(properties.get(name)).get("enum");
            if (words instanceof List<?> allowed) {
                assertThat(allowed.contains(json.getString(name)))
                        .as(name + " of " + json)
                        .isTrue();
            }
        }
    }

    private void refuseOtherMethods(RunningApi api) throws IOException, InterruptedException {
        for (String path : described.paths()) {
            Set<String> methods = described.methods(path);
            for (String method : METHODS) {
                if (!methods.contains(method)) {
                    HttpResponse<byte[]> answer = api.send(method, path, "");
                    assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(405);
                    assertThat(Set.of(answer.headers()
                                    .firstValue("Allow")
                                    .orElse("")
                                    .split(", ", -1)))
                            .as("Allow of " + path)
                            .isEqualTo(methods);
                }
            }
        }
        assertThat(api.get("/").statusCode()).isEqualTo(404);
    }

    private Set<String> all() {
        Set<String> all = new TreeSet<>();
        for (String path : described.paths()) {
            for (String method : described.methods(path)) {
                described.responses(path, method).keySet().forEach(status -> all.add(name(path, method, status)));
            }
        }
        return all;
    }

    private static String name(String path, String method, int status) {
        return method + " " + path + " " + status;
    }
}
