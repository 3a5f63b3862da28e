package hakaru.kakeru.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObject;
import org.jspecify.annotations.Nullable;

/**
 * Carries one request at a time and waits for its answer. It outlives its socket: a broken one is replaced when the next
 * request comes. Confined to the load thread.
 */
// What becomes of a write or a close shows at the channel: an answer, an exception, its end.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connection {
    private final Dispatcher dispatcher;
    private final Lane lane;
    private final Bootstrap bootstrap;
    private final Answer answer = new Answer();
    private State state = State.CLOSED;
    private @Nullable Channel channel;
    private @Nullable Request request;
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
        this.bootstrap = bootstrap.clone().handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel socket) {
                socket.pipeline().addLast(Answer.decoder(), new Socket());
            }
        });
    }

    void open() {
        sent = System.nanoTime();
        connect();
    }

    void send(Request newRequest, long now) {
        request = newRequest;
        sent = now;
        dispatcher.sending();
        if (channel == null) {
            connect();
            return;
        }
        write(channel, newRequest);
    }

    /**
     * Gives up a request that is not answered in time; what it has done is then unknown, unless it never left. Its time
     * counts from when it was sent: one that waited for this connection would else be given up half done, take its
     * connection with it and make the next one wait even longer.
     */
    void expire(long now, long timeoutNanos) {
        int patience = request == null ? 1 : request.patience;
        if (channel == null || now - sent <= patience * timeoutNanos) {
            return;
        }
        if (state == State.BUSY) {
            abandon(Outcome.TIMED_OUT);
        } else if (state != State.IDLE) {
            channel.close();
        }
    }

    /** Hears of one socket; of one that has been given up, nothing any more. */
    private final class Socket extends SimpleChannelInboundHandler<HttpObject> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (context.channel() != channel) {
                return;
            }
            if (state == State.BUSY) {
                answer.take(part);
            } else {
                context.close();
            }
        }

        /** Only now is it known that nothing follows the answer. */
        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            if (context.channel() == channel && state == State.BUSY) {
                afterParts();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (context.channel() == channel) {
                closed();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // A reset by the server comes this way; channelInactive follows and settles the request.
            context.close();
        }
    }

    private void closed() {
        State was = state;
        disconnected();
        if (was == State.BUSY) {
            end(Outcome.BROKEN);
        }
        if (was == State.BUSY || was == State.LINGERING) {
            lane.free(this);
        }
    }

    private void connect() {
        state = State.CONNECTING;
        ChannelFuture connecting = bootstrap.connect();
        channel = connecting.channel();
        connecting.addListener(future -> connected(future.isSuccess()));
    }

    private void connected(boolean success) {
        if (success && channel != null && request != null) {
            sent = System.nanoTime();
            write(channel, request);
            return;
        }
        if (success) {
            state = State.IDLE;
        } else {
            disconnected();
        }
        end(Outcome.NOT_CONNECTED);
        lane.free(this);
    }

    private void write(Channel open, Request next) {
        state = State.BUSY;
        answer.reset();
        open.writeAndFlush(lane.bytes(next), open.voidPromise());
    }

    private void afterParts() {
        if (answer.isGarbled()) {
            abandon(Outcome.GARBLED);
        } else if (answer.isComplete()) {
            complete();
        }
    }

    private void complete() {
        dispatcher.status(answer.status());
        end(Outcome.ofAnswer(answer.status(), answer.saysNotCounted()));
        if (lane.keepAlive() && !answer.closes()) {
            state = State.IDLE;
            lane.free(this);
            return;
        }
        // The server closes first, so the socket that lingers in the kernel is not one of ours.
        state = State.LINGERING;
        if (!answer.closes() && channel != null) {
            channel.close();
        }
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
        if (request != null) {
            dispatcher.ended(request, outcome, sent, answer);
            request = null;
        }
    }

    private void disconnected() {
        state = State.CLOSED;
        channel = null;
    }
}
