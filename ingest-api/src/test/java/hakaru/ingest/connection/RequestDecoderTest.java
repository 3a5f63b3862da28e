package hakaru.ingest.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {
    private static final String HOST = "Host: a\r\n";
    private static final String BEACON = "GET /hakaru?name=a HTTP/1.1\r\n" + HOST + "\r\n";
    private static final String CHUNKED = "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n";

    private int began;
    private final RequestDecoder decoder = new RequestDecoder(() -> began++);
    private final EmbeddedChannel channel = new EmbeddedChannel(decoder);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldDecodeARequestInOnePiece() {
        assertThat(uris(BEACON)).containsExactly("/hakaru?name=a");
        assertThat(began).isOne();
    }

    @Test
    void shouldMakeNothingOfAHeadThatIsNotWhole() {
        for (byte next : BEACON.substring(0, BEACON.length() - 1).getBytes(StandardCharsets.US_ASCII)) {
            assertThat(uris(String.valueOf((char) next))).isEmpty();
        }

        assertThat(uris("\n")).containsExactly("/hakaru?name=a");
        assertThat(began).isEqualTo(BEACON.length());
    }

    /** The whole point: what a client has sent ahead stays bytes, and no more is read. */
    @Test
    void shouldDecodeTheNextRequestOnlyOnceThisOneIsAnswered() {
        assertThat(uris(BEACON.repeat(3))).hasSize(1);
        assertThat(channel.config().isAutoRead()).isFalse();

        decoder.answered();
        assertThat(uris()).hasSize(1);
        assertThat(channel.config().isAutoRead()).isFalse();

        decoder.answered();
        assertThat(uris()).hasSize(1);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    @SuppressWarnings("FutureReturnValueIgnored") // It is written when the test flushes.
    void shouldWaitUntilTheClientHasRoomForAnAnswer() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        channel.write(bytes("an answer that nobody reads"));

        assertThat(uris(BEACON)).isEmpty();
        assertThat(channel.config().isAutoRead()).isFalse();

        channel.flush();
        assertThat(uris()).hasSize(1);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void shouldGoOnReadingABodyWhateverHasBeenAnswered() {
        channel.writeInbound(bytes("POST / HTTP/1.1\r\n" + HOST + "Content-Length: 4\r\n\r\nab"));
        decoder.answered();
        channel.writeInbound(bytes("cd" + BEACON));

        List<HttpObject> objects = drain();
        assertThat(objects.stream().filter(HttpRequest.class::isInstance)).hasSize(2);
        assertThat(objects.stream().filter(LastHttpContent.class::isInstance)).hasSize(2);
    }

    /** A beacon in flight gets its answer, whatever comes behind it. */
    @Test
    void shouldNotLookAtGarbageWhileABeaconIsInFlight() {
        assertThat(uris(BEACON + "\u0000\u0001 garbage\r\n\r\n")).containsExactly("/hakaru?name=a");

        decoder.answered();
        assertThat(failure()).isInstanceOf(IllegalArgumentException.class);
        assertThat(uris(BEACON)).isEmpty();
    }

    @Test
    void shouldTakeNothingBehindTheLastAnswer() {
        assertThat(uris(BEACON.repeat(3))).hasSize(1);
        assertThat(decoder.isAhead()).isTrue();

        decoder.ignoreTheRest();
        assertThat(uris(BEACON)).isEmpty();
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, gzip",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked,",
                "Transfer-Encoding:",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: \u000bchunked",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding\t: chunked",
                "Transfer-Encoding\u0000: chunked",
                " Transfer-Encoding: chunked",
                "X: a\r\n Transfer-Encoding: chunked",
                "X: a\rTransfer-Encoding: chunked",
                "X: a\nTransfer-Encoding: chunked",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: 5\r\nTransfer-Encoding: identity",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5\r\nContent-Length: 5",
                "Content-Length: 5, 5",
                "Content-Length: +5",
                "Content-Length: -5",
                "Content-Length: 0x5",
                "Content-Length: 5 5",
                "Content-Length: ",
                "Content-Length : 5",
                "Content-Length: 5\r\n\t5",
                "Content-Length: 99999999999999999999",
                "Host: b",
                "Host: a",
                "Sec-WebSocket-Key1: a\r\nSec-WebSocket-Key2: b",
                ": nameless",
                "no colon",
            })
    void shouldRefuseAHeadThatOthersMayReadInAnotherWay(String header) {
        channel.writeInbound(bytes("GET /hakaru?name=a HTTP/1.1\r\n" + HOST + header + "\r\n\r\n12345"));

        assertThat(failure()).isNotNull();
        decoder.answered();
        assertThat(uris(BEACON)).isEmpty();
    }

    /** Of several the decoder makes one in this version. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5\r\nContent-Length: 6", "Transfer-Encoding: chunked"})
    void shouldRefuseItInTheOlderVersionToo(String header) {
        channel.writeInbound(bytes("POST / HTTP/1.0\r\n" + header + "\r\n\r\n12345"));

        assertThat(failure()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET  /hakaru HTTP/1.1",
                "GET\t/hakaru HTTP/1.1",
                "GET\u000b/hakaru HTTP/1.1",
                "GET /hakaru\rHTTP/1.1",
                "GET /hakaru HTTP/1.1 ",
                "GET /hakaru?name=a b HTTP/1.1",
                "GET /hakaru?\u0000 HTTP/1.1",
                " GET /hakaru HTTP/1.1",
                "GET /hakaru",
                "GET /hakaru HTTP/1.1\n" + HOST + "\r\n",
                "\nGET /hakaru HTTP/1.1",
            })
    void shouldRefuseARequestLineThatOthersMayReadInAnotherWay(String line) {
        channel.writeInbound(bytes(line + "\r\n" + HOST + "\r\n"));

        assertThat(failure()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0\r\nX: a\r\n\r\n",
                "0\r\nContent-Length: 5\r\n\r\n",
                "x\r\n",
                "5\n12345\r\n",
                "5\r\n12345x\r\n",
                "-1\r\n",
                "0x5\r\n12345\r\n",
                "ffffffffffffffffff\r\n",
                "5;a\u000bb\r\n",
            })
    void shouldRefuseAChunkedBodyThatOthersMayReadInAnotherWay(String body) {
        channel.writeInbound(bytes(CHUNKED + body + BEACON));

        List<HttpObject> objects = drain();
        assertThat(objects.get(objects.size() - 1).decoderResult().isFailure()).isTrue();
        decoder.answered();
        assertThat(uris(BEACON)).isEmpty();
    }

    @Test
    void shouldTakeAChunkedBody() {
        channel.writeInbound(bytes(CHUNKED + "3;note=1\r\nabc\r\n0\r\n\r\n" + BEACON));
        decoder.answered();

        assertThat(drain())
                .noneMatch(object -> object.decoderResult().isFailure())
                .hasSize(5);
    }

    @Test
    void shouldSkipEmptyLinesBeforeARequest() {
        assertThat(uris("\r\n\r\n" + BEACON)).hasSize(1);
    }

    @Test
    void shouldBoundTheLinesOfAHead() {
        assertThat(uris("GET / HTTP/1.1\r\n" + "a:\r\n".repeat(HeadScan.MAX_LINES - 1) + "\r\n"))
                .hasSize(1);
        decoder.answered();

        channel.writeInbound(bytes("GET / HTTP/1.1\r\n" + "a:\r\n".repeat(HeadScan.MAX_LINES)));
        assertThat(failure()).isInstanceOf(TooLongHttpHeaderException.class);
    }

    @Test
    void shouldBoundTheBytesOfAHead() {
        channel.writeInbound(bytes("GET / HTTP/1.1\r\nCookie: " + "a".repeat(HeadScan.MAX_HEAD)));

        assertThat(failure()).isInstanceOf(TooLongHttpHeaderException.class);
    }

    @Test
    void shouldBoundTheRequestLine() {
        String longest = "GET /" + "a".repeat(HeadScan.MAX_LINE - 14) + " HTTP/1.1\r\n";
        assertThat(uris(longest + "\r\n")).hasSize(1);
        decoder.answered();

        channel.writeInbound(bytes("GET /" + "a".repeat(HeadScan.MAX_LINE)));
        assertThat(failure()).isInstanceOf(TooLongHttpLineException.class);
    }

    @Test
    void shouldRefuseALineThatIsTooLongAlthoughItIsWhole() {
        channel.writeInbound(bytes("GET /" + "a".repeat(HeadScan.MAX_LINE - 13) + " HTTP/1.1\r\n\r\n"));

        assertThat(failure()).isInstanceOf(TooLongHttpLineException.class);
    }

    private List<String> uris(String... parts) {
        for (String part : parts) {
            channel.writeInbound(bytes(part));
        }
        return drain().stream()
                .filter(HttpRequest.class::isInstance)
                .map(request -> ((HttpRequest) request).uri())
                .toList();
    }

    private Throwable failure() {
        List<HttpObject> objects = drain();
        assertThat(objects).hasSize(1);
        return objects.get(0).decoderResult().cause();
    }

    private List<HttpObject> drain() {
        List<HttpObject> objects = new ArrayList<>();
        for (HttpObject next = channel.readInbound(); next != null; next = channel.readInbound()) {
            objects.add(next);
        }
        return objects;
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
    }
}
