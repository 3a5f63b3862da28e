package hakaru.guarantees;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's Firefox ESR without a window, driven through its own WebDriver BiDi: Debian has no geckodriver. */
final class Firefox implements Browser {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    private final FirefoxProcess process;
    private final BidiConnection connection;
    private final String tab;
    private String context;

    private Firefox(FirefoxProcess process) {
        this.process = process;
        connection = new BidiConnection(process.address());
        connection.command("session.new", Map.of("capabilities", Map.of()));
        connection.command("session.subscribe", Map.of("events", List.of("log.entryAdded")));
        tab = firstOf(Map.of());
        context = tab;
        connection.command(
                "browsingContext.setViewport",
                Map.of("context", tab, "viewport", Map.of("width", VIEWPORT, "height", VIEWPORT)));
        connection.command(
                "script.addPreloadScript", Map.of("functionDeclaration", "() => {" + Instruments.SCRIPT + "}"));
    }

    /** Starts one with the instruments of {@code instruments.js}; skips the test where there is no Firefox. */
    static Firefox start(Path profile) {
        assumeTrue(FirefoxProcess.isInstalled(), "needs Debian's package firefox-esr");
        FirefoxProcess process = FirefoxProcess.start(profile);
        try {
            return new Firefox(process);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private String firstOf(Map<String, ?> parameters) {
        return connection
                .command("browsingContext.getTree", parameters)
                .at("/contexts/0/context")
                .asText();
    }

    @Override
    public void visit(String url) {
        leaveFrame();
        connection.command("browsingContext.navigate", Map.of("context", tab, "url", url, "wait", "complete"));
    }

    @Override
    public Object run(String script) {
        String answer = call("return JSON.stringify((() => {" + script + "})())");
        try {
            return answer.isEmpty() ? "" : JSON.readValue(answer, Object.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void settle() {
        call("return new Promise(window.afterFrames)");
    }

    /** What a function returns, or what its promise becomes: a text, or empty. */
    private String call(String body) {
        JsonNode answer = connection.command(
                "script.callFunction",
                Map.of(
                        "functionDeclaration",
                        "() => {" + body + "}",
                        "awaitPromise",
                        true,
                        "target",
                        Map.of("context", context)));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(
                    body + ": " + answer.at("/exceptionDetails/text").asText());
        }
        return answer.at("/result/value").asText();
    }

    @Override
    public void enterFrame() {
        context = connection
                .command("browsingContext.getTree", Map.of("root", tab))
                .at("/contexts/0/children/0/context")
                .asText();
    }

    @Override
    public void leaveFrame() {
        context = tab;
    }

    /** By another tab before it. */
    @Override
    public void hide() {
        connection.command("browsingContext.create", Map.of("type", "tab"));
    }

    @Override
    public void show() {
        connection.command("browsingContext.activate", Map.of("context", tab));
    }

    @Override
    public List<String> console() {
        return connection.events().stream()
                .map(event -> event.at("/params/text").asText())
                .toList();
    }

    @Override
    public void close() {
        connection.close();
        process.close();
    }
}
