package hakaru.testkit.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One direction of a connection: what one side sends, brought to the other. Confined to the relay's thread. */
@SuppressWarnings("FutureReturnValueIgnored") // What becomes of a write or a close shows at the channel.
final class Flow extends ChannelInboundHandlerAdapter {
    private final Link link;
    private @Nullable Channel from;
    private @Nullable Channel to;
    private final Queue<Runnable> delayed = new ArrayDeque<>();
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

    /** In order, also while the delay changes: timers of about the same moment go off in any. */
    private void later(ChannelHandlerContext context, Runnable task) {
        if (delayNanos == 0 && delayed.isEmpty()) {
            task.run();
            return;
        }
        long now = System.nanoTime();
        lastDue = Math.max(now + delayNanos, lastDue);
        delayed.add(task);
        context.channel().eventLoop().schedule(() -> delayed.remove().run(), lastDue - now, TimeUnit.NANOSECONDS);
    }
}
