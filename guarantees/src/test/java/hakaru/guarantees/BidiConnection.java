package hakaru.guarantees;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Commands and events of WebDriver BiDi (W3C) over the web socket of a browser's own remote agent. Each command is awaited;
 * events are kept until they are asked for.
 */
final class BidiConnection implements WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private final StringBuilder received = new StringBuilder();
    private final WebSocket socket;

    BidiConnection(URI address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .connectTimeout(LIMIT)
                .buildAsync(address, this)
                .join();
    }

    /** @throws IllegalStateException with the browser's words when it refuses */
    JsonNode command(String method, Map<String, ? extends @Nullable Object> parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        String text = JSON.valueToTree(Map.of("id", id, "method", method, "params", parameters))
                .toString();
        socket.sendText(text, true).join();
        JsonNode message = answer.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        if (!message.path("type").asText().equals("success")) {
            throw new IllegalStateException(method + ": " + message);
        }
        return message.path("result");
    }

    /** The events since this was asked last. */
    Queue<JsonNode> events() {
        Queue<JsonNode> taken = new ConcurrentLinkedQueue<>();
        for (JsonNode event = events.poll(); event != null; event = events.poll()) {
            taken.add(event);
        }
        return taken;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        received.append(data);
        if (last) {
            take(received.toString());
            received.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void take(String text) {
        try {
            JsonNode message = JSON.readTree(text);
            CompletableFuture<JsonNode> answer = asked.remove(message.path("id").asInt());
            if (answer == null) {
                events.add(message);
            } else {
                answer.complete(message);
            }
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        socket.abort();
    }
}
