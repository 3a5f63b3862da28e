package hakaru.ingest.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Set;

/**
 * A whole answer, built once and sent often: the headers are read-only, which lets Vert.x keep them as rendered bytes.
 *
 * @param headers for a connection that stays open
 * @param lastHeaders for one that is to be closed
 */
record Answer(int status, MultiMap headers, MultiMap lastHeaders, Buffer body) {
    private static final Set<Integer> WITHOUT_LENGTH = Set.of(204, 304);

    static Answer of(int status, MultiMap headers, Buffer body) {
        MultiMap complete = HttpHeaders.headers().addAll(headers);
        if (!WITHOUT_LENGTH.contains(status)) {
            complete.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        }
        MultiMap last = HttpHeaders.headers().addAll(complete).set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        return new Answer(status, complete.copy(false), last.copy(false), body);
    }

    static Answer text(int status, String text) {
        MultiMap headers = HttpHeaders.headers().set(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8");
        return of(status, headers, Buffer.buffer(text));
    }

    /** An error for machines and people; {@code error} is our own text and needs no escapes. */
    static Answer error(int status, MultiMap headers, String error) {
        return json(status, headers, "{\"error\":\"" + error + "\"}");
    }

    /** An error that passes; {@code counted} says whether the beacon may be counted all the same. */
    static Answer unavailable(MultiMap headers, String error, String counted) {
        MultiMap soon = HttpHeaders.headers().addAll(headers).set("Retry-After", "1");
        return json(503, soon, "{\"error\":\"" + error + "\",\"counted\":\"" + counted + "\"}");
    }

    private static Answer json(int status, MultiMap headers, String body) {
        MultiMap withType = HttpHeaders.headers().addAll(headers).set(HttpHeaders.CONTENT_TYPE, "application/json");
        return of(status, withType, Buffer.buffer(body));
    }

    static Answer error(int status, String error) {
        return error(status, HttpHeaders.headers(), error);
    }

    /** This answer as the last on its connection, because what follows there cannot be made sense of. */
    Answer thatCloses() {
        return new Answer(status, lastHeaders, lastHeaders, body);
    }

    boolean closes() {
        return headers == lastHeaders;
    }
}
