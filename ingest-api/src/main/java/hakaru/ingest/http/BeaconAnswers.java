package hakaru.ingest.http;

import hakaru.contract.Receipt;
import hakaru.ingest.beacon.Rejection;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** All answers that a beacon can get. Immutable. */
final class BeaconAnswers {
    /** The smallest transparent picture there is, so that an {@code img} sees load and not error. */
    private static final Buffer TRANSPARENT_GIF =
            Buffer.buffer(Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw=="));

    private static final Buffer NOTHING = Buffer.buffer();

    private static final Answer ACKNOWLEDGED = Answer.of(200, headersWithReceipt(), NOTHING);
    private static final Answer ACKNOWLEDGED_IMAGE =
            Answer.of(200, headersWithReceipt().set(HttpHeaders.CONTENT_TYPE, "image/gif"), TRANSPARENT_GIF);
    static final Answer HEAD = Answer.of(200, headers(), NOTHING);
    static final Answer PREFLIGHT = Answer.of(204, headers().set("Access-Control-Max-Age", "86400"), NOTHING);
    static final Answer NOT_COUNTED =
            Answer.unavailable(blockedByBrowsers(), "the impression is not stored; send it again", "no");
    static final Answer PERHAPS_COUNTED = Answer.unavailable(
            blockedByBrowsers(),
            "the impression may be stored or not; sent again, it may count twice, but for the same id",
            "unknown");
    static final Answer METHOD_NOT_ALLOWED = Answer.error(
            405, headers().set("Allow", "GET, POST, HEAD, OPTIONS"), "/hakaru takes GET, POST, HEAD and OPTIONS");

    private static final Map<Rejection, Answer> REJECTED =
            rejected(reason -> Answer.error(400, headers(), reason.error()));

    private static final Map<Rejection, Answer> REJECTED_PICTURES = rejected(BeaconAnswers::picture);

    private BeaconAnswers() {}

    static Answer acknowledged(HttpServerRequest request) {
        return wantsPicture(request) ? ACKNOWLEDGED_IMAGE : ACKNOWLEDGED;
    }

    /** An {@code img} shows a picture whatever the status is. */
    static Answer rejected(HttpServerRequest request, Rejection reason) {
        return Objects.requireNonNull((wantsPicture(request) ? REJECTED_PICTURES : REJECTED).get(reason));
    }

    /**
     * Whether an {@code img} asks: without a picture, its page would see an error. What the browser says decides; one that
     * says nothing asks for pictures, or for anything and not from a script, as mail proxies and old browsers do. A picture
     * does no harm to who did not want one, but curl: it would not show it.
     */
    private static boolean wantsPicture(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET)) {
            return false;
        }
        String destination = request.getHeader("Sec-Fetch-Dest");
        if (destination != null) {
            return destination.equals("image");
        }
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && (accept.startsWith("image/") || (accept.equals("*/*") && !isScriptOrCurl(request)));
    }

    private static boolean isScriptOrCurl(HttpServerRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return request.headers().contains(HttpHeaders.ORIGIN) || (agent != null && agent.startsWith("curl/"));
    }

    private static Map<Rejection, Answer> rejected(Function<Rejection, Answer> answer) {
        Map<Rejection, Answer> answers = new EnumMap<>(Rejection.class);
        for (Rejection reason : Rejection.values()) {
            answers.put(reason, answer.apply(reason));
        }
        // No img sends a body.
        answers.put(
                Rejection.BODY_TOO_LARGE,
                Answer.error(413, headers(), Rejection.BODY_TOO_LARGE.error()).thatCloses());
        return answers;
    }

    /** The rule that is broken is in a header: the body has to be what the {@code img} asked for. */
    private static Answer picture(Rejection reason) {
        MultiMap headers = headers().set(HttpHeaders.CONTENT_TYPE, "image/gif").set("X-Hakaru-Error", reason.error());
        return Answer.of(400, headers, TRANSPARENT_GIF);
    }

    /** The ad tag cannot read an answer; that the browser blocks this one tells it to send the beacon again. */
    private static MultiMap blockedByBrowsers() {
        return headers().set("Cross-Origin-Resource-Policy", "same-origin");
    }

    /** A page's script may read what is named here, and little else. */
    private static MultiMap headersWithReceipt() {
        return headers().set("Access-Control-Expose-Headers", Receipt.HEADER);
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
