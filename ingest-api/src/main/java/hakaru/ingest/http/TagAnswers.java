package hakaru.ingest.http;

import hakaru.adtag.AdTag;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Function;

/** All answers that who asks for the ad tag can get, whatever page it is. Immutable. */
final class TagAnswers {
    private static final AdTag TAG = AdTag.load();
    private static final Served PLAIN = served(TAG.etag(), HttpHeaders.headers(), TAG.plain());
    private static final Served COMPRESSED = served(
            TAG.etag() + "-gzip", HttpHeaders.headers().set(HttpHeaders.CONTENT_ENCODING, "gzip"), TAG.compressed());

    private TagAnswers() {}

    /** To be called at the start: it makes them, lest the first client waits until they are compressed. */
    static Function<HttpServerRequest, Answer> byRequest() {
        return TagAnswers::to;
    }

    private static Answer to(HttpServerRequest request) {
        Served script = takesGzip(request) ? COMPRESSED : PLAIN;
        return script.isKnownTo(request) ? script.notModified() : script.whole();
    }

    /** Any "gzip" will do: a client that names it to forbid it ("gzip;q=0") is not a browser. */
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
