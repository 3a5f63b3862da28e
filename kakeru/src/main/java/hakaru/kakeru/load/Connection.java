package hakaru.kakeru.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Carries one request at a time and waits for its answer. It outlives its socket: a broken one is replaced when the next
 * request comes. Confined to the load thread.
 */
// What becomes of a write or a close shows at the channel: an answer, an exception, its end.
@SuppressWarnings("FutureReturnValueIgnored")
@ChannelHandler.Sharable
final class Connection extends ChannelInboundHandlerAdapter {
    private static final long NO_REQUEST = -1;

    private final Dispatcher dispatcher;
    private final Lane lane;
    private final Bootstrap bootstrap;
    private final ResponseParser parser = new ResponseParser();
    private State state = State.CLOSED;
    private @Nullable Channel channel;
    private long request = NO_REQUEST;
    private long due;
    private long sent;

    private enum State {
        CLOSED,
        CONNECTING,
        IDLE,
        BUSY,
        /** The answer is there; the server has said that it will close, and has not yet. */
        LINGERING
    }

    Connection(Dispatcher dispatcher, Lane lane, Bootstrap bootstrap) {
        this.dispatcher = dispatcher;
        this.lane = lane;
        this.bootstrap = bootstrap.clone().handler(this);
    }

    void open() {
        sent = System.nanoTime();
        connect();
    }

    void send(long newRequest, long dueNanos, long now) {
        request = newRequest;
        due = dueNanos;
        sent = now;
        dispatcher.sending();
        if (channel == null) {
            connect();
            return;
        }
        write(channel);
    }

    /**
     * Gives up a request that is not answered in time; what it has done is then unknown, unless it never left. Its time
     * counts from when it was sent: one that waited for this connection would else be given up half done, take its
     * connection with it and make the next one wait even longer.
     */
    void expire(long now, long timeoutNanos) {
        if (channel == null || now - sent <= timeoutNanos) {
            return;
        }
        switch (state) {
            case CONNECTING, LINGERING -> channel.close();
            case BUSY -> abandon(Outcome.TIMED_OUT);
            case CLOSED, IDLE -> {
                // Nobody waits.
            }
        }
    }

    long request() {
        return request;
    }

    long due() {
        return due;
    }

    long sent() {
        return sent;
    }

    /** As the answer says; empty where it says nothing. */
    String receipt() {
        return parser.receipt();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (context.channel() == channel) {
                read(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (context.channel() != channel) {
            return;
        }
        State was = state;
        disconnected();
        if (was == State.BUSY) {
            parser.endOfInput();
            end(parser.isComplete() ? answer() : Outcome.BROKEN);
        }
        if (was == State.BUSY || was == State.LINGERING) {
            lane.free(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset by the server comes this way; channelInactive follows and settles the request.
        context.close();
    }

    private void connect() {
        state = State.CONNECTING;
        ChannelFuture connecting = bootstrap.connect();
        channel = connecting.channel();
        connecting.addListener(future -> connected(future.isSuccess()));
    }

    private void connected(boolean success) {
        if (success && channel != null && request != NO_REQUEST) {
            sent = System.nanoTime();
            write(channel);
            return;
        }
        if (success) {
            state = State.IDLE;
        } else {
            disconnected();
        }
        if (request != NO_REQUEST) {
            end(Outcome.NOT_CONNECTED);
        }
        lane.free(this);
    }

    private void write(Channel open) {
        state = State.BUSY;
        parser.reset();
        open.writeAndFlush(lane.bytes(request), open.voidPromise());
    }

    private void read(ByteBuf bytes) {
        byte[] buffer = dispatcher.readBuffer();
        while (bytes.isReadable() && state == State.BUSY) {
            int length = Math.min(bytes.readableBytes(), buffer.length);
            bytes.readBytes(buffer, 0, length);
            parser.feed(buffer, 0, length);
            afterBytes();
        }
        if (bytes.isReadable() && channel != null) {
            channel.close();
        }
    }

    private void afterBytes() {
        if (parser.isMalformed()) {
            abandon(Outcome.GARBLED);
        } else if (parser.isComplete()) {
            complete();
        }
    }

    private void complete() {
        end(answer());
        if (lane.keepAlive() && !parser.closes()) {
            state = State.IDLE;
            lane.free(this);
            return;
        }
        // The server closes first, so the socket that lingers in the kernel is not one of ours.
        state = State.LINGERING;
        if (!parser.closes() && channel != null) {
            channel.close();
        }
    }

    private Outcome answer() {
        dispatcher.status(parser.status());
        return Outcome.ofAnswer(parser.status(), parser.saysNotCounted());
    }

    private void abandon(Outcome outcome) {
        Channel abandoned = channel;
        disconnected();
        if (abandoned != null) {
            abandoned.close();
        }
        end(outcome);
        lane.free(this);
    }

    private void end(Outcome outcome) {
        dispatcher.ended(this, outcome, System.nanoTime());
        request = NO_REQUEST;
    }

    private void disconnected() {
        state = State.CLOSED;
        channel = null;
    }
}
