package hakaru.kakeru.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private final EventLoopGroup thread = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final Tally tally = new Tally(Long.MAX_VALUE);

    @AfterEach
    void endThread() {
        thread.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void shouldEndRequestsForWhichThereIsNotEvenASocket() {
        Dispatcher dispatcher = dispatcher(new Bootstrap().group(thread).channelFactory(() -> {
            throw new ChannelException("no descriptor is left");
        }));

        onThread(() -> {
            for (int i = 0; i < 10; i++) {
                dispatcher.due(System.nanoTime(), System.nanoTime());
            }
        });
        for (int i = 0; i < 10; i++) {
            onThread(() -> {});
        }

        onThread(() -> {
            assertThat(dispatcher.isQuiet()).isTrue();
            dispatcher.interval(1);
        });
        assertThat(tally.result().outcomes()).isEqualTo(Map.of(Outcome.NOT_CONNECTED, 8L, Outcome.QUEUE_FULL, 2L));
    }

    private Dispatcher dispatcher(Bootstrap bootstrap) {
        LoadSettings settings = new LoadSettings(
                List.of(Target.of("http://127.0.0.1:1/")), 4, false, Duration.ofMinutes(1), 4, Duration.ZERO, "");
        Dispatcher dispatcher = new Dispatcher(
                settings, Mix.original(1), (receipt, at) -> {}, bootstrap.handler(new ChannelInboundHandlerAdapter()));
        onThread(() -> dispatcher.begin(tally));
        return dispatcher;
    }

    private void onThread(Runnable task) {
        CompletableFuture.runAsync(task, thread).join();
    }
}
