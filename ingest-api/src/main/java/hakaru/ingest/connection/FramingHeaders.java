package hakaru.ingest.connection;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/**
 * Watches the headers of one request that say where it ends and whom it is for. Each must be there once at most, and mean to us
 * what it means to any proxy. Counted as the lines come, because the decoder makes one of several. Confined to its event loop.
 */
final class FramingHeaders {
    private int hosts;

    /** Of either kind: each says where the body ends. */
    private int lengths;

    void add(AsciiString name) {
        if (HttpHeaderNames.HOST.contentEqualsIgnoreCase(name)) {
            hosts++;
        } else if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)
                || HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)) {
            lengths++;
        }
    }

    /** Also makes ready for the next request. */
    void require(HttpHeaders headers) {
        boolean once = hosts <= 1 && lengths <= 1;
        String coding = headers.get(HttpHeaderNames.TRANSFER_ENCODING);
        boolean known = coding == null || HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding);
        hosts = 0;
        lengths = 0;
        if (!once || !known || isForgottenWebSocket(headers)) {
            throw new AmbiguousRequestException("a request has one Host and one length");
        }
    }

    /** A draft of 2010 has eight bytes behind a head that declares none; the decoder still takes them for a body. */
    private static boolean isForgottenWebSocket(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY1);
    }
}
