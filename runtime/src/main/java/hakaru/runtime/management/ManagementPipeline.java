package hakaru.runtime.management;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Prepares each connection of the management port: one request, one answer, a bound in time, and a bound in number at which
 * the oldest goes. So nobody who holds connections open keeps a probe out. Confined to the management thread.
 */
final class ManagementPipeline extends ChannelInitializer<SocketChannel> {
    /** A probe and a scrape take milliseconds; Prometheus asks once in 15 seconds, over each network it is in. */
    static final int MAX_CONNECTIONS = 64;

    private static final int MOST_SECONDS = 10;
    private static final int MAX_LINE = 1_024;
    private static final int MAX_HEADERS = 8_192;

    private final ManagementAnswers answers;
    private final Deque<Channel> open = new ArrayDeque<>();

    ManagementPipeline(ManagementAnswers answers) {
        this.answers = answers;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // Neither the listener nor the timer has a result.
    protected void initChannel(SocketChannel connection) {
        if (open.size() >= MAX_CONNECTIONS) {
            open.removeFirst().close();
        }
        open.addLast(connection);
        connection.closeFuture().addListener(closed -> open.remove(connection));
        connection.eventLoop().schedule(() -> connection.close(), MOST_SECONDS, TimeUnit.SECONDS);
        HttpDecoderConfig limits =
                new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE).setMaxHeaderSize(MAX_HEADERS);
        connection.pipeline().addLast(new HttpRequestDecoder(limits), new HttpResponseEncoder(), answers);
    }
}
