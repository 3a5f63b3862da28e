package hakaru.ingest.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Base64;

/** All answers that a beacon can get. Immutable. */
final class BeaconAnswers {
    /** The smallest transparent picture there is, so that an {@code img} sees load and not error. */
    private static final Buffer TRANSPARENT_GIF =
            Buffer.buffer(Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="));

    private static final Buffer NOTHING = Buffer.buffer();

    static final Answer ACKNOWLEDGED = Answer.of(200, headers(), NOTHING);
    static final Answer ACKNOWLEDGED_IMAGE =
            Answer.of(200, headers().set(HttpHeaders.CONTENT_TYPE, "image/gif"), TRANSPARENT_GIF);
    static final Answer HEAD = Answer.of(200, headers(), NOTHING);
    static final Answer PREFLIGHT = Answer.of(204, headers().set("Access-Control-Max-Age", "86400"), NOTHING);
    static final Answer UNAVAILABLE = Answer.error(
            503, headers().set("Retry-After", "1"), "the impression is not certain to be stored; send it again");
    static final Answer METHOD_NOT_ALLOWED = Answer.error(
            405, headers().set("Allow", "GET, POST, HEAD, OPTIONS"), "/hakaru takes GET, POST, HEAD and OPTIONS");

    private BeaconAnswers() {}

    static Answer rejected(String error) {
        return Answer.error(400, headers(), error);
    }

    static Answer bodyTooLarge() {
        String error = "the body, which is ignored, must have at most " + RequestBody.MAX_BYTES + " bytes";
        return Answer.error(413, headers(), error).thatCloses();
    }

    /** What every answer to a beacon says: whoever asks may read it, and nobody may keep it. */
    private static MultiMap headers() {
        return HttpHeaders.headers()
                .set("Cache-Control", "no-store, no-cache, must-revalidate, max-age=0, private")
                .set("Pragma", "no-cache")
                .set("Expires", "0")
                .set("Cross-Origin-Resource-Policy", "cross-origin")
                .set("Timing-Allow-Origin", "*")
                .set("X-Content-Type-Options", "nosniff")
                .set("Access-Control-Allow-Origin", "*")
                .set("Access-Control-Allow-Headers", "Content-Type")
                .set("Access-Control-Allow-Methods", "GET");
    }
}
