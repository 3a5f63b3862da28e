package hakaru.ingest.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one request at a time: the next one stays bytes until this one is answered and the client has room for another
 * answer; then nothing more is read either. A head stays bytes until it is whole. So a connection costs one request, however
 * many its client sends. Confined to its event loop.
 */
final class RequestDecoder extends VertxHttpRequestDecoder {
    private final Runnable headBegan;
    private final HeadScan scan = new HeadScan();
    private final FramingHeaders framing = new FramingHeaders();
    private @Nullable ChannelHandlerContext context;
    private boolean decoding;
    private boolean paused;
    private boolean inBody;
    private boolean answered = true;

    /** Whatever still comes is read and not looked at. */
    private boolean ignoring;

    /** Each part of a head that comes calls {@code headBegan} before it is looked at. */
    RequestDecoder(Runnable headBegan) {
        super(new Http1ServerConfig().setMaxInitialLineLength(HeadScan.MAX_LINE).setMaxHeaderSize(HeadScan.MAX_HEAD));
        this.headBegan = headBegan;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
        decoding = true;
        try {
            super.channelRead(ctx, bytes);
        } finally {
            decoding = false;
        }
        boolean wanted = actualReadableBytes() > 0 && !inBody && !isFree(ctx);
        if (paused != wanted) {
            paused = wanted;
            ctx.channel().config().setAutoRead(!wanted);
        }
    }

    /** The decoder would ask for more bytes when it has made nothing of the last ones. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
        if (paused) {
            ctx.fireChannelReadComplete();
        } else {
            super.channelReadComplete(ctx);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
        super.channelWritabilityChanged(ctx);
        resume(ctx);
    }

    /** Whether the client has sent more before it had its answer, which no browser and no balancer does. */
    boolean isAhead() {
        return paused;
    }

    /** The request that came last has its answer. */
    void answered() {
        answered = true;
        if (context != null) {
            resume(context);
        }
    }

    /** What the client still sends is read and not looked at: left unread, it would cost him the answer. */
    void ignoreTheRest() {
        ignoring = true;
        answered();
    }

    private void resume(ChannelHandlerContext ctx) {
        if (decoding || !paused || !isFree(ctx)) {
            return;
        }
        try {
            channelRead(ctx, Unpooled.EMPTY_BUFFER);
        } catch (Exception e) {
            ctx.fireExceptionCaught(e);
        }
        ctx.fireChannelReadComplete();
    }

    private boolean isFree(ChannelHandlerContext ctx) {
        return answered && ctx.channel().isWritable();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (ignoring) {
            inBody = false;
            in.skipBytes(in.readableBytes());
        } else if (inBody) {
            super.decode(ctx, in, out);
            note(out);
        } else if (isFree(ctx)) {
            decodeHead(ctx, in, out);
        }
    }

    private void decodeHead(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        headBegan.run();
        try {
            if (!scan.findsEnd(in)) {
                return;
            }
            super.decode(ctx, in, out);
            answered = false;
            note(out);
            if (!ignoring) {
                framing.require(((HttpMessage) out.get(0)).headers());
            }
        } catch (RuntimeException unfit) {
            refuse(in, out, unfit);
        }
    }

    private void note(List<Object> out) {
        if (out.isEmpty()) {
            return;
        }
        HttpObject last = (HttpObject) out.get(out.size() - 1);
        inBody = !(last instanceof LastHttpContent);
        ignoring = last.decoderResult().isFailure();
    }

    /** What comes after is not looked at. */
    private void refuse(ByteBuf in, List<Object> out, RuntimeException unfit) {
        ignoring = true;
        in.skipBytes(in.readableBytes());
        HttpMessage request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", Unpooled.EMPTY_BUFFER);
        request.setDecoderResult(DecoderResult.failure(unfit));
        out.clear();
        out.add(request);
    }

    /** Called for each line of a head; behind a body stand no more headers, which nobody would read. */
    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        if (inBody) {
            throw new AmbiguousRequestException("a trailer behind the body");
        }
        if (length == 0) {
            throw new AmbiguousRequestException("a header without a name");
        }
        AsciiString name = super.splitHeaderName(line, start, length);
        framing.add(name);
        return name;
    }

    /** At once, whatever is still to be written: who does not read his answers must not be waited for. */
    @SuppressWarnings("FutureReturnValueIgnored") // Nothing is left to be done about a close that fails.
    void close() {
        if (context != null) {
            context.close();
        }
    }
}
