package hakaru.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PeriodicTaskTest {
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofHours(1);

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final PeriodicTask.Observer observer = new PeriodicTask.Observer() {
        @Override
        public void failed(Throwable failure, boolean isNews) {
            heard.add((isNews ? "news: " : "again: ") + failure.getMessage());
        }

        @Override
        public void recovered() {
            heard.add("recovered");
        }
    };

    @Test
    void shouldGoOnWhateverWentWrongAndTellWhatIsNews() throws Exception {
        AtomicInteger times = new AtomicInteger();
        PeriodicTask.Work work = () -> {
            switch (times.incrementAndGet()) {
                case 1 -> throw new Exception("checked");
                case 2 -> throw new Exception("checked");
                case 3 -> throw new IllegalStateException("unchecked");
                case 5 -> throw new AssertionError("an Error");
                default -> {}
            }
        };

        try (PeriodicTask task = new PeriodicTask("shop-shelf", PAUSE, work, observer).startNow()) {
            assertThat(List.of(heard.take(), heard.take(), heard.take(), heard.take(), heard.take(), heard.take()))
                    .containsExactly(
                            "news: checked",
                            "again: checked",
                            "news: unchecked",
                            "recovered",
                            "news: an Error",
                            "recovered");
            assertThat(task.isClosing()).isFalse();
        }
    }

    /** Kafka's futures and the pool wrap whatever went wrong in the same exception. */
    @Test
    void shouldTellFailuresApartByWhatTheyWereInTheEnd() throws Exception {
        AtomicInteger times = new AtomicInteger();
        PeriodicTask.Work work = () -> {
            throw switch (times.incrementAndGet()) {
                case 1, 2 -> new ExecutionException("away", new TimeoutException());
                default -> new ExecutionException("no right", new SecurityException());
            };
        };

        try (PeriodicTask task = new PeriodicTask("shop-shelf", PAUSE, work, observer).startNow()) {
            assertThat(List.of(heard.take(), heard.take(), heard.take()))
                    .containsExactly("news: away", "again: away", "news: no right");
            assertThat(task.isClosing()).isFalse();
        }
    }

    @Test
    void shouldRunAtOnceOrAfterAPauseOnAThreadOfItsOwn() throws Exception {
        BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        PeriodicTask.Work work = () -> threads.add(Thread.currentThread().getName());

        try (PeriodicTask now = new PeriodicTask("shop-now", LONG, work).startNow();
                PeriodicTask later = new PeriodicTask("shop-later", LONG, work).start()) {
            assertThat(threads.take()).isEqualTo("shop-now-1");
            later.close();
            now.close();

            assertThat(later.awaitEnd(LONG)).isTrue();
            assertThat(threads).isEmpty();
        }
    }

    @Test
    void shouldInterruptWhatIsDoneAndSayNothingOfIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        PeriodicTask task = new PeriodicTask(
                "shop-shelf",
                PAUSE,
                () -> {
                    begun.countDown();
                    try {
                        TimeUnit.HOURS.sleep(1);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("as a library wraps it", e);
                    }
                },
                observer);
        task.startNow();
        begun.await();

        task.close();

        assertThat(task.awaitEnd(LONG)).isTrue();
        assertThat(task.isClosing()).isTrue();
        assertThat(heard).isEmpty();
    }
}
