package hakaru.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SharedReadingTest {
    private static final Duration SHORT = Duration.ofMillis(10);

    private final ByHand thread = new ByHand();
    private Duration now = Duration.ZERO;
    private Duration reading = SHORT;
    private int readings;
    private final SharedReading shared = new SharedReading(this::read, thread, () -> now.toNanos());

    @Test
    void shouldReadOnlyWhenSomebodyLooks() {
        assertThat(thread.tasks).isEmpty();

        CompletableFuture<Buffer> unused = shared.latest();

        assertThat(thread.tasks).hasSize(1);
    }

    @Test
    void shouldShareAReadingThatIsUnderWay() {
        CompletableFuture<Buffer> first = shared.latest();
        CompletableFuture<Buffer> second = shared.latest();
        thread.runAll();

        assertThat(readings).isEqualTo(1);
        assertThat(first.join()).isSameAs(second.join());
    }

    @Test
    void shouldReadAgainAfterASecond() {
        look();
        now = SharedReading.INTERVAL.minusNanos(1);
        look();
        assertThat(readings).isEqualTo(1);

        now = SharedReading.INTERVAL;
        look();
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void shouldRestLongerAfterALongReading() {
        reading = Duration.ofSeconds(2);
        look();

        now = reading.plus(reading.multipliedBy(SharedReading.REST)).minusNanos(1);
        look();
        assertThat(readings).isEqualTo(1);

        now = now.plusNanos(1);
        look();
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void shouldNotRestForEver() {
        reading = Duration.ofMinutes(1);
        look();

        now = reading.plus(SharedReading.LONGEST_REST);
        look();
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void shouldReadAgainAfterAFailure() {
        SharedReading failing = new SharedReading(
                () -> {
                    readings++;
                    throw new IllegalStateException("planned");
                },
                thread,
                () -> now.toNanos());
        CompletableFuture<Buffer> failed = failing.latest();
        thread.runAll();
        assertThat(failed).isCompletedExceptionally();

        now = SharedReading.INTERVAL;
        CompletableFuture<Buffer> unused = failing.latest();
        thread.runAll();

        assertThat(readings).isEqualTo(2);
    }

    private void look() {
        CompletableFuture<Buffer> unused = shared.latest();
        thread.runAll();
    }

    private Buffer read() {
        readings++;
        now = now.plus(reading);
        return Buffer.buffer("{}");
    }

    /** Runs tasks when the test says so. */
    private static final class ByHand extends AbstractExecutorService {
        private final Queue<Runnable> tasks = new ArrayDeque<>();

        void runAll() {
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void shutdown() {
            tasks.clear();
        }

        @Override
        public List<Runnable> shutdownNow() {
            tasks.clear();
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return tasks.isEmpty();
        }

        @Override
        public boolean isTerminated() {
            return tasks.isEmpty();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
