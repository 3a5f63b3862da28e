package hakaru.runtime.management;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what the management port is asked, once a connection. Confined to the management thread. */
@Sharable
final class ManagementAnswers extends SimpleChannelInboundHandler<HttpRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementAnswers.class);
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Readiness readiness;
    private final PrometheusMeterRegistry metrics;
    private final Executor metricsThread;

    private record Answer(int status, String type, String text) {}

    ManagementAnswers(Readiness readiness, PrometheusMeterRegistry metrics, Executor metricsThread) {
        this.readiness = readiness;
        this.metrics = metrics;
        this.metricsThread = metricsThread;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext connection, HttpRequest request) {
        connection.channel().config().setAutoRead(false);
        if (request.decoderResult().isFailure()) {
            send(connection, HttpMethod.GET, new Answer(400, PLAIN, "this is no HTTP request\n"));
        } else if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            send(connection, request.method(), new Answer(405, PLAIN, "only to be read: GET, HEAD\n"));
        } else {
            answer(connection, request.method(), new QueryStringDecoder(request.uri()).rawPath());
        }
    }

    private void answer(ChannelHandlerContext connection, HttpMethod method, String path) {
        switch (path) {
            case "/livez" -> send(connection, method, new Answer(200, PLAIN, "alive\n"));
            case "/readyz" -> send(connection, method, ready());
            case "/metrics" -> metricsThread.execute(() -> scrape(connection, method));
            default -> send(connection, method, new Answer(404, PLAIN, "not found: /livez, /readyz, /metrics\n"));
        }
    }

    private Answer ready() {
        String reasons = readiness.reasons().entrySet().stream()
                .map(reason -> reason.getKey() + ": " + reason.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining());
        return reasons.isEmpty() ? new Answer(200, PLAIN, "ready\n") : new Answer(503, PLAIN, reasons);
    }

    /** Not on the management thread: some gauges ask others. Who has gone meanwhile costs nothing. */
    private void scrape(ChannelHandlerContext connection, HttpMethod method) {
        if (connection.channel().isActive()) {
            send(connection, method, new Answer(200, PROMETHEUS, metrics.scrape()));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Who has gone does not miss the answer.
    private static void send(ChannelHandlerContext connection, HttpMethod method, Answer answer) {
        byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
        ByteBuf body = method.equals(HttpMethod.HEAD) ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(text);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
                .set(HttpHeaderNames.CONTENT_LENGTH, text.length)
                .set(HttpHeaderNames.CONNECTION, "close");
        if (answer.status() == 405) {
            response.headers().set(HttpHeaderNames.ALLOW, "GET, HEAD");
        }
        connection.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Nothing is left to be done about a close that fails.
    public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
        LOG.debug("A connection of the management port broke: {}", cause.toString());
        connection.close();
    }
}
