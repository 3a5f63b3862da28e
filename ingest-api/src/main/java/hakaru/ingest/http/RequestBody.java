package hakaru.ingest.http;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;

/** Discards a beacon's body as it comes, up to a bound. Confined to its event loop. */
final class RequestBody {
    static final int MAX_BYTES = 64 * 1024;

    /** What to do when the body is over, too much, or not to be made sense of; one of them is called once. */
    interface Listener {
        void ended();

        void tooLarge();

        void unreadable();
    }

    private final Listener listener;
    private long bytes;
    private boolean refused;

    private RequestBody(Listener listener) {
        this.listener = listener;
    }

    static boolean isAbsent(HttpServerRequest request) {
        return !request.headers().contains(HttpHeaders.TRANSFER_ENCODING) && declaredBytes(request) == 0;
    }

    static void discard(HttpServerRequest request, Listener listener) {
        RequestBody body = new RequestBody(listener);
        body.add(declaredBytes(request));
        body.bytes = 0;
        request.handler(chunk -> body.add(chunk.length()));
        request.endHandler(end -> body.end());
        request.exceptionHandler(body::fail);
    }

    private void add(long count) {
        bytes += count;
        if (bytes > MAX_BYTES && !refused) {
            refused = true;
            listener.tooLarge();
        }
    }

    /** A client that has gone gets no answer. */
    private void fail(Throwable failure) {
        boolean gone = failure instanceof HttpClosedException || failure instanceof IOException;
        if (!gone && !refused) {
            refused = true;
            listener.unreadable();
        }
    }

    private void end() {
        if (!refused) {
            listener.ended();
        }
    }

    /** The decoder has checked that it is a number; one too long for us is too long a body as well. */
    private static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return 0;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
