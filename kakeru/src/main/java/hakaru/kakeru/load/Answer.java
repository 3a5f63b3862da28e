package hakaru.kakeru.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts one answer together out of the parts that Netty's decoder finds: its status, its receipt, and whether its body says
 * that the beacon is not counted; everything else is skipped.
 */
final class Answer {
    private static final int LONGEST_HEAD = 65_536;

    /** As much is read of an error's body: many times what the API writes. */
    private static final int LONGEST_REASON = 4_096;

    private static final String RECEIPT = "hakaru-receipt";
    private static final String NOT_COUNTED = "\"counted\":\"no\"";

    private final StringBuilder reason = new StringBuilder();
    private @Nullable HttpResponse head;
    private State state = State.PARTIAL;

    private enum State {
        PARTIAL,
        COMPLETE,
        GARBLED
    }

    /** One for each socket. */
    static HttpResponseDecoder decoder() {
        return new HttpResponseDecoder(
                new HttpDecoderConfig().setMaxHeaderSize(LONGEST_HEAD).setValidateHeaders(false));
    }

    void reset() {
        head = null;
        state = State.PARTIAL;
        reason.setLength(0);
    }

    /** Takes the next part. One beyond the end makes the answer garbled: nobody has asked for it. */
    void take(HttpObject part) {
        if (part.decoderResult().cause() instanceof PrematureChannelClosureException) {
            return;
        }
        if (part.decoderResult().isFailure() || state != State.PARTIAL) {
            state = State.GARBLED;
            return;
        }
        if (part instanceof HttpResponse response) {
            takeHead(response);
        }
        if (part instanceof HttpContent content && head != null) {
            takeBody(content);
        }
    }

    boolean isComplete() {
        return state == State.COMPLETE;
    }

    boolean isGarbled() {
        return state == State.GARBLED;
    }

    /** Whether the server will close the connection after this answer, be it to show where it ends. */
    boolean closes() {
        return head != null && (!HttpUtil.isKeepAlive(head) || endsWithConnection(head));
    }

    int status() {
        return head == null ? 0 : head.status().code();
    }

    /** What a complete answer makes of its request. */
    Outcome outcome() {
        if (status() == 200) {
            return Outcome.ACCEPTED;
        }
        if (status() < 500) {
            return Outcome.REJECTED;
        }
        return reason.indexOf(NOT_COUNTED) >= 0 ? Outcome.NOT_COUNTED : Outcome.UNAVAILABLE;
    }

    Optional<Receipt> receipt() {
        return Optional.ofNullable(head)
                .map(known -> known.headers().get(RECEIPT))
                .flatMap(Receipt::read);
    }

    private void takeHead(HttpResponse response) {
        HttpStatusClass kind = response.status().codeClass();
        boolean http1 = response.protocolVersion().majorVersion() == 1
                && response.protocolVersion().protocolName().equals("HTTP");
        if (!http1 || kind == HttpStatusClass.UNKNOWN) {
            state = State.GARBLED;
        } else if (kind != HttpStatusClass.INFORMATIONAL) {
            head = response;
        }
    }

    private void takeBody(HttpContent content) {
        if (status() >= 500 && reason.length() < LONGEST_REASON) {
            reason.append(content.content().toString(US_ASCII));
        }
        if (content instanceof LastHttpContent) {
            state = State.COMPLETE;
        }
    }

    private static boolean endsWithConnection(HttpResponse head) {
        int status = head.status().code();
        return status != 204
                && status != 304
                && !HttpUtil.isContentLengthSet(head)
                && !HttpUtil.isTransferEncodingChunked(head);
    }
}
