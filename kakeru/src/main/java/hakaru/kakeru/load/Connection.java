package hakaru.kakeru.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObject;
import org.jspecify.annotations.Nullable;

/** One socket: carries one request at a time and waits for its answer, until it is closed. Confined to the load thread. */
// What becomes of a write or a close shows at the channel: an answer, an exception, its end.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
    private final Dispatcher dispatcher;
    private final Lane lane;
    private final Answer answer = new Answer();
    private final ChannelFuture connecting;
    private State state = State.CONNECTING;
    private @Nullable Request request;
    private long sent = System.nanoTime();

    private enum State {
        CONNECTING,
        IDLE,
        BUSY,
        /** The answer is there; the server has said that it will close, and has not yet. */
        LINGERING,
        /** Given up, or at its end; what still comes is not heard. */
        CLOSED
    }

    Connection(Dispatcher dispatcher, Lane lane, Bootstrap bootstrap) {
        this.dispatcher = dispatcher;
        this.lane = lane;
        this.connecting = bootstrap.connect();
        if (connecting.cause() == null) {
            connecting.channel().pipeline().addLast(this);
            connecting.addListener(future -> connected(future.isSuccess()));
        } else {
            // Not even a socket, as when descriptors have run out; Netty would tell so on another thread.
            bootstrap.config().group().execute(() -> over(Outcome.NOT_CONNECTED));
        }
    }

    /** Completes when it is known whether somebody is there. */
    ChannelFuture connecting() {
        return connecting;
    }

    /** Sends now, or once it is connected. */
    void send(Request newRequest, long now) {
        request = newRequest;
        sent = now;
        dispatcher.sending();
        if (state == State.IDLE) {
            write(newRequest);
        }
    }

    /**
     * Gives up a request that is not answered in time; what it has done is then unknown, unless it never left. Its time
     * counts from when it was sent: one that waited for this connection would else be given up half done, take its
     * connection with it and make the next one wait even longer.
     */
    void expire(long now, long timeoutNanos) {
        int patience = request == null ? 1 : request.patience;
        if (state != State.IDLE && now - sent > patience * timeoutNanos) {
            giveUp(state == State.BUSY ? Outcome.TIMED_OUT : Outcome.NOT_CONNECTED);
        }
    }

    private void connected(boolean success) {
        if (!success) {
            over(Outcome.NOT_CONNECTED);
        } else if (request == null) {
            rest();
        } else {
            sent = System.nanoTime();
            write(request);
        }
    }

    private void write(Request next) {
        state = State.BUSY;
        answer.reset();
        connecting
                .channel()
                .writeAndFlush(lane.bytes(next), connecting.channel().voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (state == State.BUSY) {
            answer.take(part);
        } else {
            context.close();
        }
    }

    /** Only now is it known that nothing follows the answer. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (state != State.BUSY) {
            return;
        }
        if (answer.isGarbled()) {
            giveUp(Outcome.GARBLED);
        } else if (answer.isComplete()) {
            complete();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over(Outcome.BROKEN);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset by the server comes this way; channelInactive follows and settles the request.
        context.close();
    }

    private void complete() {
        end(answer.outcome());
        if (lane.keepAlive() && !answer.closes()) {
            rest();
            return;
        }
        // The server closes first, so the socket that lingers in the kernel is not one of ours.
        state = State.LINGERING;
        if (!answer.closes()) {
            connecting.channel().close();
        }
    }

    private void rest() {
        state = State.IDLE;
        lane.free(this);
    }

    /** Closes first: another connection may need the descriptor. */
    private void giveUp(Outcome outcome) {
        state = State.CLOSED;
        connecting.channel().close();
        leave(outcome);
    }

    /** @param outcome that of the request, if it still carries one */
    private void over(Outcome outcome) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            leave(outcome);
        }
    }

    private void leave(Outcome outcome) {
        end(outcome);
        lane.closed(this);
    }

    private void end(Outcome outcome) {
        if (request != null) {
            dispatcher.ended(request, outcome, sent, answer);
            request = null;
        }
    }
}
