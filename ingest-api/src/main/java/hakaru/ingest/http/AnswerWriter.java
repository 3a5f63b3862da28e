package hakaru.ingest.http;

import hakaru.contract.Receipt;
import hakaru.ingest.connection.Connections;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sends answers; while the service drains or is full, they may be the last on their connections. Confined to its event
 * loop.
 */
final class AnswerWriter {
    private static final CharSequence RECEIPT = HttpHeaders.createOptimized(Receipt.HEADER);

    /**
     * Names of headers (tokens of RFC 9110), commas and spaces, which may be echoed. No page has more; what is echoed is to be
     * no longer than what is asked.
     */
    private static final Pattern HEADER_NAMES = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~, -]{1,1024}");

    private final Connections connections;

    AnswerWriter(Connections connections) {
        this.connections = connections;
    }

    /** The client has done its part, and its answer waits for Kafka. */
    void publishing(HttpServerRequest request) {
        connections.publishing(request.connection());
    }

    void write(HttpServerRequest request, Answer answer) {
        boolean last = setHeaders(request, answer);
        end(request, answer, last);
    }

    /** Adds what depends on the page that asks: with credentials allowed, its origin must be named. */
    void writeToPage(HttpServerRequest request, Answer answer) {
        writeReceipt(request, answer, Optional.empty());
    }

    /** Adds what only this beacon gets. */
    void writeReceipt(HttpServerRequest request, Answer answer, Optional<Receipt> receipt) {
        boolean last = setHeaders(request, answer);
        receipt.ifPresent(written -> request.response().putHeader(RECEIPT, written.toString()));
        allowOrigin(request);
        end(request, answer, last);
    }

    /** Allows the headers that the page's own scripts add to all they send: a tracing SDK's cost the call else. */
    void writeToPreflight(HttpServerRequest request) {
        boolean last = setHeaders(request, BeaconAnswers.PREFLIGHT);
        allowOrigin(request);
        String asked = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
        if (asked != null && !asked.isBlank() && HEADER_NAMES.matcher(asked).matches()) {
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
        request.response().write(answer.body());
        connections.answered(request.connection(), true);
    }

    private boolean setHeaders(HttpServerRequest request, Answer answer) {
        boolean last = answer.closes() || connections.mustLeave(request.connection());
        HttpServerResponse response = request.response();
        response.setStatusCode(answer.status());
        response.headers().setAll(last ? answer.lastHeaders() : answer.headers());
        return last;
    }

    /** Noted last: it lets the next request on the same connection begin. */
    private void end(HttpServerRequest request, Answer answer, boolean last) {
        request.response().end(answer.body());
        connections.answered(request.connection(), last);
    }
}
