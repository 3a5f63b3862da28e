package hakaru.kakeru.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** Sends requests on schedule, all from one thread of its own: what is measured should have the rest of the machine. */
public final class LoadGenerator implements AutoCloseable {
    private static final int READ_SIZE = 2_048;
    private static final long CLOSE_SECONDS = 5;

    private final Transport transport = Transport.best();
    private final EventLoopGroup thread =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("kakeru-load", true), transport.handler());
    private final Dispatcher dispatcher;
    private volatile boolean stopped;

    /** The way to the kernel's sockets: epoll, which costs least, or what the JDK has where there is no epoll. */
    private record Transport(String name, IoHandlerFactory handler, Class<? extends Channel> channel) {
        private static Transport best() {
            return Epoll.isAvailable()
                    ? new Transport("epoll", EpollIoHandler.newFactory(), EpollSocketChannel.class)
                    : new Transport("nio", NioIoHandler.newFactory(), NioSocketChannel.class);
        }
    }

    /**
     * Opens the connections.
     *
     * @param probes hears, on the load thread, of receipts by which to measure freshness, and when each was answered
     */
    public LoadGenerator(LoadSettings settings, Mix mix, ObjLongConsumer<Receipt> probes) {
        this.dispatcher = new Dispatcher(settings, mix, probes, bootstrap(settings.timeout()));
        CompletableFuture.supplyAsync(dispatcher::open, thread).join().forEach(ChannelFuture::awaitUninterruptibly);
    }

    /**
     * Starts a run; the one before it must have ended.
     *
     * @param latencyLimit an answer later than this is not a success
     * @param progress hears of each second, on the load thread
     */
    public CompletableFuture<RunResult> start(Schedule schedule, Duration latencyLimit, Consumer<Interval> progress) {
        LoadRun run = new LoadRun(dispatcher, schedule, new Tally(latencyLimit.toNanos()), progress);
        thread.execute(() -> tick(run));
        return run.result();
    }

    /** Ends the run under way, and each that is started from now on, as if its last request had been due; from any thread. */
    public void stop() {
        stopped = true;
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Has one request each interval probe from now on. */
    public void probeEvery(Duration interval) {
        thread.execute(() -> dispatcher.probeEvery(interval));
    }

    /** Adds up what has been sent so far, by beacon. Call between runs. */
    public List<Beacon.Sent> sent() {
        return CompletableFuture.supplyAsync(dispatcher::sent, thread).join();
    }

    public String transport() {
        return transport.name();
    }

    @Override
    public void close() {
        thread.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The run itself reports what goes wrong.
    private void tick(LoadRun current) {
        if (stopped) {
            current.stop();
        }
        long pause = current.tick();
        if (!current.result().isDone()) {
            thread.schedule(() -> tick(current), pause, TimeUnit.NANOSECONDS);
        }
    }

    private Bootstrap bootstrap(Duration timeout) {
        return new Bootstrap()
                .group(thread)
                .channel(transport.channel())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel socket) {
                        socket.pipeline().addLast(Answer.decoder());
                    }
                })
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                // An answer fits in one read, so a second read that finds nothing is spared.
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(READ_SIZE).maxMessagesPerRead(1));
    }
}
