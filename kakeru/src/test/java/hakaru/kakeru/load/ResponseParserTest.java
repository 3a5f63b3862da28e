package hakaru.kakeru.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseParserTest {
    private final ResponseParser parser = new ResponseParser();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nServer: x\r\ncontent-length:5\r\n\r\nHTTP/",
                "HTTP/1.1 200 OK\nContent-Length: 2\n\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
            })
    void shouldFindTheEndHoweverTheAnswerIsSplit(String answer) {
        byte[] bytes = answer.getBytes(US_ASCII);
        for (int split = 0; split < bytes.length; split++) {
            parser.reset();

            parser.feed(bytes, 0, split);
            assertThat(parser.isComplete()).isFalse();
            parser.feed(bytes, split, bytes.length);

            assertThat(parser.isComplete()).isTrue();
            assertThat(parser.status()).isEqualTo(200);
            assertThat(parser.closes()).isFalse();
        }
    }

    @Test
    void shouldTakeOneByteAtATime() {
        byte[] bytes = "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 3\r\n\r\nabc".getBytes(US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            assertThat(parser.isComplete()).isFalse();
            parser.feed(bytes, i, i + 1);
        }
        assertThat(parser.isComplete()).isTrue();
        assertThat(parser.status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 28\r\n\r\n{\"error\":\"x\",\"counted\":\"no\"}",
                "Content-Length: 18\r\n\r\n{\"\"\"counted\":\"no\"}",
                "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"counted\r\n7\r\n\":\"no\"}\r\n0\r\n\r\n",
            })
    void shouldNoticeThatABeaconIsNotCounted(String rest) {
        byte[] bytes = ("HTTP/1.1 503 Busy\r\n" + rest).getBytes(US_ASCII);
        for (int split = 0; split < bytes.length; split++) {
            parser.reset();
            parser.feed(bytes, 0, split);
            parser.feed(bytes, split, bytes.length);

            assertThat(parser.isComplete()).isTrue();
            assertThat(parser.saysNotCounted()).isTrue();
        }
    }

    @Test
    void shouldNotTakeAnotherAnswerForOneThatSaysSo() {
        feed("HTTP/1.1 503 Busy\r\nContent-Length: 16\r\n\r\n{\"counted\":\"no\"}");
        parser.reset();

        feed("HTTP/1.1 503 Busy\r\nContent-Length: 21\r\n\r\n{\"counted\":\"unknown\"}");

        assertThat(parser.isComplete()).isTrue();
        assertThat(parser.saysNotCounted()).isFalse();
    }

    @Test
    void shouldReadTheReceiptOfThisAnswerOnly() {
        feed("HTTP/1.1 200 OK\r\nhakaru-RECEIPT:  lMYWbB7aTTmMgNzGNYQZxQ/3/123456\r\nContent-Length: 0\r\n\r\n");
        assertThat(Receipt.read(parser.receipt())).contains(new Receipt("lMYWbB7aTTmMgNzGNYQZxQ", 3, 123_456));

        parser.reset();
        feed("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThat(Receipt.read(parser.receipt())).isEmpty();
    }

    @Test
    void shouldNoticeThatTheServerWillClose() {
        feed("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n");
        assertThat(parser.closes()).isTrue();

        parser.reset();
        feed("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThat(parser.closes()).isTrue();

        parser.reset();
        feed("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n");
        assertThat(parser.closes()).isFalse();
    }

    @Test
    void shouldReadUntilTheEndWhereNoLengthIsGiven() {
        feed("HTTP/1.1 200 OK\r\n\r\nsome bytes");
        assertThat(parser.isComplete()).isFalse();

        parser.endOfInput();

        assertThat(parser.isComplete()).isTrue();
        assertThat(parser.closes()).isTrue();
    }

    @Test
    void shouldKnowStatusesWithoutABody() {
        feed("HTTP/1.1 204 No Content\r\n\r\n");
        assertThat(parser.isComplete()).isTrue();
    }

    @Test
    void shouldNotTakeAnAnswerThatBreaksOffForAWholeOne() {
        feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc");
        parser.endOfInput();
        assertThat(parser.isMalformed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nunasked",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
            })
    void shouldRefuseWhatIsNotAnAnswer(String answer) {
        feed(answer);
        assertThat(parser.isMalformed()).isTrue();
    }

    @Test
    void shouldSkipHeadersOfAnyLength() {
        feed("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(10_000) + "\r\nContent-Length: 0\r\n\r\n");
        assertThat(parser.isComplete()).isTrue();
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        parser.feed(bytes, 0, bytes.length);
    }
}
