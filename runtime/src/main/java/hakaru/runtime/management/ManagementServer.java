package hakaru.runtime.management;

import hakaru.runtime.NamedThreads;
import hakaru.runtime.StartException;
import hakaru.runtime.config.Endpoint;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Answers operations on a port of its own: {@code /livez}, {@code /readyz} and {@code /metrics}. One thread serves all
 * connections and waits for none; another one gathers the metrics, so that liveness does not wait for them either.
 *
 * <p>Liveness asks nobody: a process that can answer is alive, whatever Kafka and MySQL do.
 */
record ManagementServer(Channel channel, EventLoopGroup loop, ExecutorService metricsThread) implements AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    /**
     * Opens the port; 0 takes a free one.
     *
     * @throws StartException when the port cannot be had
     */
    static ManagementServer start(
            String service, Endpoint endpoint, Readiness readiness, PrometheusMeterRegistry metrics) {
        Gauge.builder("hakaru.ready", readiness, known -> known.isReady() ? 1 : 0)
                .description("1 while /readyz answers 200, else 0")
                .tag("service", service)
                .register(metrics);
        ExecutorService metricsThread = Executors.newSingleThreadExecutor(NamedThreads.daemons(service + "-metrics"));
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, NamedThreads.daemons(service + "-management"), NioIoHandler.newFactory());
        ManagementPipeline pipeline = new ManagementPipeline(new ManagementAnswers(readiness, metrics, metricsThread));
        try {
            return new ManagementServer(bind(service, endpoint, loop, pipeline), loop, metricsThread);
        } catch (StartException e) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly(CLOSE_LIMIT.toMillis());
            metricsThread.shutdownNow();
            throw e;
        }
    }

    private static Channel bind(String service, Endpoint endpoint, EventLoopGroup loop, ManagementPipeline pipeline) {
        String what = service + "'s management port";
        ChannelFuture binding = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(pipeline)
                .bind(endpoint.host(), endpoint.port())
                .awaitUninterruptibly();
        Throwable failure = binding.cause();
        if (failure instanceof BindException || failure instanceof UnresolvedAddressException) {
            throw StartException.portInUse(what, endpoint, failure);
        }
        if (failure != null) {
            throw new StartException("cannot open " + what + " at " + endpoint + ": " + failure, failure);
        }
        return binding.channel();
    }

    int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(CLOSE_LIMIT.toMillis());
        loop.shutdownGracefully(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_LIMIT.toMillis());
        metricsThread.shutdownNow();
    }
}
