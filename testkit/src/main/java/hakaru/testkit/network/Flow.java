package hakaru.testkit.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: what one side sends, brought to the other. Confined to the relay's thread. */
@SuppressWarnings("FutureReturnValueIgnored") // What becomes of a write or a close shows at the channel.
final class Flow extends ChannelInboundHandlerAdapter {
    private final Link link;
    private @Nullable Channel from;
    private @Nullable Channel to;
    private boolean held;
    private long delayNanos;
    private long lastDue;

    Flow(Link link) {
        this.link = link;
    }

    /** Begins to read once both ends are there. */
    void connect(Channel source, Channel destination) {
        from = source;
        to = destination;
        source.config().setAutoRead(!held);
    }

    void hold(boolean hold) {
        held = hold;
        if (from != null && to != null) {
            from.config().setAutoRead(!hold);
        }
    }

    void delay(long nanos) {
        delayNanos = nanos;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel destination = to;
        if (destination == null) {
            ReferenceCountUtil.release(message);
            return;
        }
        later(context, () -> write((ByteBuf) message, destination));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        later(context, link::ended);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    private void write(ByteBuf bytes, Channel destination) {
        destination.writeAndFlush(bytes).addListener((ChannelFutureListener) written -> relieve());
        if (!destination.isWritable() && from != null) {
            from.config().setAutoRead(false);
        }
    }

    private void relieve() {
        if (from != null && !held && !from.config().isAutoRead()) {
            from.config().setAutoRead(true);
        }
    }

    /** In order, also while the delay changes. */
    private void later(ChannelHandlerContext context, Runnable task) {
        long now = System.nanoTime();
        if (delayNanos == 0 && lastDue - now <= 0) {
            task.run();
            return;
        }
        lastDue = Math.max(now + delayNanos, lastDue);
        context.channel().eventLoop().schedule(task, lastDue - now, TimeUnit.NANOSECONDS);
    }
}
