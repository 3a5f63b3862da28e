package hakaru.kakeru.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends requests on schedule, all from one thread of its own: what is measured should have the rest of the machine. */
public final class LoadGenerator implements AutoCloseable {
    private static final int READ_SIZE = 2_048;
    private static final long CLOSE_SECONDS = 5;

    private final Transport transport = Transport.best();
    private final Traffic traffic;
    private final Dispatcher dispatcher;
    private final EventLoopGroup thread;
    private volatile boolean stopped;
    /** Confined to the load thread. */
    private @Nullable LoadRun run;

    private LoadGenerator(List<Target> targets, Traffic traffic, LoadSettings settings, Consumer<Probe> probes) {
        this.traffic = traffic;
        this.dispatcher = new Dispatcher(targets, traffic, settings, probes);
        this.thread =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("kakeru-load", true), transport.handler());
    }

    /**
     * Opens the connections; each target gets its part of them and of the requests.
     *
     * @param probes hears, on the load thread, of each probe
     */
    public static LoadGenerator open(
            List<Target> targets, Traffic traffic, LoadSettings settings, Consumer<Probe> probes) {
        LoadGenerator generator = new LoadGenerator(targets, traffic, settings, probes);
        Bootstrap bootstrap = generator.bootstrap(settings.timeout());
        generator.thread.execute(() -> generator.dispatcher.open(bootstrap));
        generator.dispatcher.opened().join();
        return generator;
    }

    /**
     * Starts a run; the one before it must have ended.
     *
     * @param latencyLimit an answer later than this is not a success
     * @param progress hears of each second, on the load thread
     */
    public CompletableFuture<RunResult> start(Schedule schedule, Duration latencyLimit, Consumer<Interval> progress) {
        Tally tally = new Tally(latencyLimit.toNanos());
        LoadRun run = new LoadRun(new LoadRun.Parts(dispatcher, traffic, tally, progress, this::later), schedule);
        thread.execute(() -> begin(run));
        return run.result();
    }

    /** Ends the run under way, and each that is started from now on, as if its last request had been due; from any thread. */
    public void stop() {
        stopped = true;
        thread.execute(() -> {
            if (run != null) {
                run.stop();
            }
        });
    }

    public boolean isStopped() {
        return stopped;
    }

    /** Has one request each interval probe from now on. */
    public void probeEvery(Duration interval) {
        thread.execute(() -> dispatcher.probeEvery(interval));
    }

    /** Adds up what has been sent so far, by beacon. Call between runs. */
    public List<SentBeacon> sent() {
        return CompletableFuture.supplyAsync(this::sentBeacons, thread).join();
    }

    public String transport() {
        return transport.name();
    }

    @Override
    public void close() {
        if (thread.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            dispatcher.release();
        }
    }

    private void begin(LoadRun next) {
        run = next;
        if (stopped) {
            next.stop();
        }
        next.tick();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The task itself reports what goes wrong.
    private void later(Runnable task, long nanos) {
        thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    private List<SentBeacon> sentBeacons() {
        List<SentBeacon> sent = new ArrayList<>();
        for (int i = 0; i < traffic.beacons().size(); i++) {
            sent.add(SentBeacon.of(traffic.beacons().get(i), i, dispatcher.fates()));
        }
        return sent;
    }

    private Bootstrap bootstrap(Duration timeout) {
        return new Bootstrap()
                .group(thread)
                .channel(transport.channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                // An answer fits in one read, so a second read that finds nothing is spared.
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(READ_SIZE).maxMessagesPerRead(1));
    }
}
