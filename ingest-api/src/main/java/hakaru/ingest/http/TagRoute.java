package hakaru.ingest.http;

import hakaru.adtag.AdTag;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/** Serves the ad tag to whatever page asks for it. Confined to its event loop. */
final class TagRoute {
    private static final AdTag TAG = AdTag.load();
    private static final Served PLAIN = served(TAG.etag(), HttpHeaders.headers(), TAG.plain());
    private static final Served COMPRESSED = served(
            TAG.etag() + "-gzip", HttpHeaders.headers().set(HttpHeaders.CONTENT_ENCODING, "gzip"), TAG.compressed());
    private static final Answer METHOD_NOT_ALLOWED = Answer.error(
            405, HttpHeaders.headers().set("Allow", "GET, HEAD"), PublicPath.AD_TAG.text() + " takes GET and HEAD");

    private final AnswerWriter answers;
    private final HttpMetrics metrics;

    TagRoute(AnswerWriter answers, HttpMetrics metrics) {
        this.answers = answers;
        this.metrics = metrics;
    }

    void handle(HttpServerRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            metrics.refused(Refusal.METHOD_NOT_ALLOWED);
            answers.write(request, METHOD_NOT_ALLOWED);
            return;
        }
        Served script = takesGzip(request) ? COMPRESSED : PLAIN;
        answers.write(request, script.isKnownTo(request) ? script.notModified() : script.whole());
    }

    /** Any "gzip" will do: a client that names it to refuse it ("gzip;q=0") is not a browser. */
    private static boolean takesGzip(HttpServerRequest request) {
        String encodings = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return encodings != null && encodings.contains("gzip");
    }

    private static Served served(String name, MultiMap coding, byte[] body) {
        String etag = "\"" + name + "\"";
        MultiMap validity = HttpHeaders.headers()
                .set(HttpHeaders.ETAG, etag)
                .set(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                .set(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .set("Cross-Origin-Resource-Policy", "cross-origin");
        MultiMap content = HttpHeaders.headers()
                .addAll(validity)
                .addAll(coding)
                .set(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8")
                .set("X-Content-Type-Options", "nosniff")
                .set("Access-Control-Allow-Origin", "*");
        return new Served(
                etag, Answer.of(200, content, Buffer.buffer(body)), Answer.of(304, validity, Buffer.buffer()));
    }

    /** One encoding of the script. */
    private record Served(String etag, Answer whole, Answer notModified) {
        boolean isKnownTo(HttpServerRequest request) {
            String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
            return known != null && known.contains(etag);
        }
    }
}
