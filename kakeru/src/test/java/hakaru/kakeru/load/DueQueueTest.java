package hakaru.kakeru.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DueQueueTest {
    private final DueQueue queue = new DueQueue(2);

    @Test
    void shouldGiveFirstWhatCameFirst() {
        queue.offer(1, 10);
        queue.offer(2, 20);
        queue.remove();
        queue.offer(3, 30);

        assertThat(queue.headRequest()).isEqualTo(2);
        queue.remove();
        assertThat(queue.headDue()).isEqualTo(30);
        queue.remove();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void shouldRefuseMoreThanItsBound() {
        assertThat(queue.offer(1, 10)).isTrue();
        assertThat(queue.offer(2, 20)).isTrue();
        assertThat(queue.offer(3, 30)).isFalse();
        assertThat(queue.size()).isEqualTo(2);
    }
}
