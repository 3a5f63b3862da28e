package hakaru.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AckQueueTest {
    private final Deque<Runnable> eventLoop = new ArrayDeque<>();
    private final List<String> handedOver = new ArrayList<>();
    private final AckQueue<String> queue = new AckQueue<>(eventLoop::add, handedOver::add);

    @Test
    void shouldWakeTheEventLoopOnceForABatch() {
        queue.add("first");
        queue.add("second");
        queue.add("third");

        assertThat(eventLoop).hasSize(1);
        assertThat(handedOver).isEmpty();

        eventLoop.remove().run();

        assertThat(handedOver).containsExactly("first", "second", "third");
    }

    @Test
    void shouldWakeTheEventLoopAgainForTheNextBatch() {
        queue.add("first");
        eventLoop.remove().run();

        queue.add("second");
        eventLoop.remove().run();

        assertThat(handedOver).containsExactly("first", "second");
        assertThat(eventLoop).isEmpty();
    }

    /** Added while the queue is being read: read now or by a task that is scheduled, never left lying. */
    @Test
    void shouldNotLoseWhatIsAddedWhileTheQueueIsRead() {
        List<String> all = new ArrayList<>();
        List<AckQueue<String>> self = new ArrayList<>();
        AckQueue<String> reentrant = new AckQueue<>(eventLoop::add, element -> {
            all.add(element);
            if (all.size() < 3) {
                self.get(0).add(element + "+");
            }
        });
        self.add(reentrant);

        reentrant.add("a");
        while (!eventLoop.isEmpty()) {
            eventLoop.remove().run();
        }

        assertThat(all).containsExactly("a", "a+", "a++");
    }

    @Test
    void shouldHandOverEverythingThatSeveralThreadsAdd() throws InterruptedException {
        int each = 20_000;
        List<Integer> received = new ArrayList<>();
        LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        AckQueue<Integer> shared = new AckQueue<>(tasks::add, received::add);
        Runnable adding = () -> {
            for (int i = 0; i < each; i++) {
                shared.add(i);
            }
        };

        Thread one = new Thread(adding);
        Thread two = new Thread(adding);
        one.start();
        two.start();
        while (received.size() < 2 * each) {
            Runnable task = tasks.poll(10, TimeUnit.SECONDS);
            assertThat(task).as("a task for the rest after %s", received.size()).isNotNull();
            Objects.requireNonNull(task).run();
        }
        one.join();
        two.join();

        assertThat(received).hasSize(2 * each);
    }
}
