package hakaru.ingest.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.BooleanSupplier;

/** Sends answers; while the service drains, each is the last on its connection. Confined to its event loop. */
final class AnswerWriter {
    private final Connections connections;
    private final BooleanSupplier draining;

    AnswerWriter(Connections connections, BooleanSupplier draining) {
        this.connections = connections;
        this.draining = draining;
    }

    void write(HttpServerRequest request, Answer answer) {
        boolean last = setHeaders(request, answer);
        end(request, answer, last);
    }

    /** Adds what depends on the page that asks: with credentials allowed, its origin must be named. */
    void writeToPage(HttpServerRequest request, Answer answer) {
        boolean last = setHeaders(request, answer);
        allowOrigin(request);
        end(request, answer, last);
    }

    /** Allows the headers that the page's own scripts add to all they send: a tracing SDK's cost the call else. */
    void writeToPreflight(HttpServerRequest request) {
        boolean last = setHeaders(request, BeaconAnswers.PREFLIGHT);
        allowOrigin(request);
        String asked = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (asked != null && HeaderNames.areValid(asked)) {
            request.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, asked)
                    .headers()
                    .add(HttpHeaders.VARY, HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        }
        end(request, BeaconAnswers.PREFLIGHT, last);
    }

    private static void allowOrigin(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null) {
            request.response()
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
        }
    }

    /**
     * Answers what could not be read. The response is never ended: Vert.x would close the connection with bytes unread,
     * and the reset that follows could overtake the answer. The sweep closes it a little later.
     */
    void writeToUnreadable(HttpServerRequest request, Answer answer) {
        setHeaders(request, answer);
        connections.answered(request.connection(), true);
        request.response().write(answer.body());
    }

    private boolean setHeaders(HttpServerRequest request, Answer answer) {
        boolean last = answer.closes() || draining.getAsBoolean();
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.status());
        response.headers().setAll(last ? answer.lastHeaders() : answer.headers());
        return last;
    }

    /** A client that sends requests and reads no answers is made to wait, instead of filling our memory with them. */
    private void end(HttpServerRequest request, Answer answer, boolean last) {
        // Noted first: ending this answer may begin the next request on the same connection.
        connections.answered(request.connection(), last);
        HttpServerResponse response = request.response();
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> response.end(answer.body()));
            return;
        }
        response.end(answer.body());
    }
}
