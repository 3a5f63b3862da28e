package hakaru.kakeru.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
    private final Answer answer = new Answer();
    private final EmbeddedChannel socket = connected();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nServer: x\r\ncontent-length:5\r\n\r\nHTTP/",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer: x\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
            })
    void shouldFindTheEndHoweverTheAnswerIsSplit(String text) {
        for (int split = 0; split < text.length(); split++) {
            answer.reset();

            receive(text.substring(0, split));
            assertThat(answer.isComplete()).isFalse();
            receive(text.substring(split));

            assertThat(answer.isComplete()).isTrue();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.closes()).isFalse();
        }
    }

    @Test
    void shouldTakeOneByteAtATime() {
        String text = "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 3\r\n\r\nabc";
        for (int i = 0; i < text.length(); i++) {
            assertThat(answer.isComplete()).isFalse();
            receive(text.substring(i, i + 1));
        }
        assertThat(answer.isComplete()).isTrue();
        assertThat(answer.status()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 28\r\n\r\n{\"error\":\"x\",\"counted\":\"no\"}",
                "Content-Length: 18\r\n\r\n{\"\"\"counted\":\"no\"}",
                "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"counted\r\n7\r\n\":\"no\"}\r\n0\r\n\r\n",
            })
    void shouldNoticeThatABeaconIsNotCounted(String rest) {
        String text = "HTTP/1.1 503 Busy\r\n" + rest;
        for (int split = 0; split < text.length(); split++) {
            answer.reset();
            receive(text.substring(0, split));
            receive(text.substring(split));

            assertThat(answer.isComplete()).isTrue();
            assertThat(answer.outcome()).isEqualTo(Outcome.NOT_COUNTED);
        }
    }

    @Test
    void shouldNotTakeAnotherAnswerForOneThatSaysSo() {
        receive("HTTP/1.1 503 Busy\r\nContent-Length: 16\r\n\r\n{\"counted\":\"no\"}");
        answer.reset();

        receive("HTTP/1.1 503 Busy\r\nContent-Length: 21\r\n\r\n{\"counted\":\"unknown\"}");

        assertThat(answer.isComplete()).isTrue();
        assertThat(answer.outcome()).isEqualTo(Outcome.UNAVAILABLE);
    }

    @Test
    void shouldReadTheReceiptOfThisAnswerOnly() {
        receive("HTTP/1.1 200 OK\r\nhakaru-RECEIPT:  lMYWbB7aTTmMgNzGNYQZxQ/3/123456\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer.receipt()).contains(new Receipt("lMYWbB7aTTmMgNzGNYQZxQ", 3, 123_456));

        answer.reset();
        receive("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer.receipt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n",
            })
    void shouldNoticeThatTheServerWillClose(String text) {
        receive(text);
        assertThat(answer.closes()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
            })
    void shouldNoticeThatItWillNot(String text) {
        receive(text);
        assertThat(answer.isComplete()).isTrue();
        assertThat(answer.closes()).isFalse();
    }

    @Test
    void shouldReadUntilTheEndWhereNoLengthIsGiven() {
        receive("HTTP/1.1 200 OK\r\n\r\nsome bytes");
        assertThat(answer.isComplete()).isFalse();

        socket.finish();

        assertThat(answer.isComplete()).isTrue();
        assertThat(answer.closes()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 20",
                "HTTP/1.1 200 OK\r\nContent-",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc"
            })
    void shouldNotTakeAnAnswerThatBreaksOffForAWholeOne(String text) {
        receive(text);

        socket.finish();

        assertThat(answer.isComplete()).isFalse();
        assertThat(answer.isGarbled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 OK\r\n",
                "HTTP/1.1 999 Beyond\r\nContent-Length: 0\r\n\r\n",
                "HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n",
                "unaskedHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
            })
    void shouldRefuseWhatIsNotAnAnswer(String text) {
        receive(text);
        assertThat(answer.isGarbled()).isTrue();
    }

    @Test
    void shouldSkipLongHeaders() {
        receive("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(60_000) + "\r\nContent-Length: 0\r\n\r\n");
        assertThat(answer.isComplete()).isTrue();
    }

    private EmbeddedChannel connected() {
        return new EmbeddedChannel(Answer.decoder(), new SimpleChannelInboundHandler<HttpObject>() {
            @Override
            protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
                answer.take(part);
            }
        });
    }

    private void receive(String text) {
        socket.writeInbound(Unpooled.copiedBuffer(text, US_ASCII));
    }
}
