package hakaru.ingest.http;

import hakaru.ingest.beacon.Rejection;
import hakaru.ingest.connection.HeadScan;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Takes a beacon's body as it comes, up to a bound: text that may be a form is kept, all else is discarded. Confined to
 * its event loop.
 */
public final class RequestBody {
    /** As long as a query may be; a longer one is discarded like other bodies. */
    public static final int MAX_FORM_BYTES = HeadScan.MAX_LINE;

    /** What to do when the body is over, too much, or not to be made sense of; one of them is called once. */
    interface Listener {
        /**
         * All is there.
         *
         * @param form what the body says if it is a form, each byte a character; else nothing
         */
        void ended(String form);

        void tooLarge();

        void unreadable();
    }

    private final Listener listener;
    private final boolean isForm;
    private final Buffer form = Buffer.buffer();
    private long bytes;

    /** The listener has heard of it; what still comes does not matter. */
    private boolean failed;

    private RequestBody(boolean isForm, Listener listener) {
        this.isForm = isForm;
        this.listener = listener;
    }

    static boolean isAbsent(HttpServerRequest request) {
        return !request.headers().contains(HttpHeaders.TRANSFER_ENCODING) && declaredBytes(request) == 0;
    }

    static void read(HttpServerRequest request, Listener listener) {
        RequestBody body = new RequestBody(mayBeForm(request), listener);
        body.bound(declaredBytes(request));
        request.handler(body::add);
        request.endHandler(end -> body.end());
        request.exceptionHandler(body::fail);
    }

    /** What {@code sendBeacon} sends without asking the server first. */
    private static boolean mayBeForm(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            return false;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/x-www-form-urlencoded") || lower.startsWith("text/plain");
    }

    private void add(Buffer chunk) {
        bytes += chunk.length();
        bound(bytes);
        if (isForm && bytes <= MAX_FORM_BYTES) {
            form.appendBuffer(chunk);
        }
    }

    private void bound(long all) {
        if (all > Rejection.MAX_BODY_BYTES && !failed) {
            failed = true;
            listener.tooLarge();
        }
    }

    /** A client that has gone gets no answer. */
    private void fail(Throwable failure) {
        boolean gone = failure instanceof HttpClosedException || failure instanceof IOException;
        if (!gone && !failed) {
            failed = true;
            listener.unreadable();
        }
    }

    private void end() {
        if (failed) {
            return;
        }
        boolean whole = bytes == form.length();
        // As Netty hands over a query: the decoder makes text of it. A form of plain text ends its line.
        listener.ended(whole ? form.toString(StandardCharsets.ISO_8859_1).strip() : "");
    }

    /** The decoder has made this very number of it, and a malformed request of what is none. */
    private static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }
}
