package hakaru.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final List<String> closed = new ArrayList<>();
    private final Lifecycle lifecycle = new Lifecycle();

    @Test
    void shouldGiveBackWhatIsAdded() {
        AutoCloseable part = part("port");

        assertThat(lifecycle.add("port", part)).isSameAs(part);
    }

    @Test
    void shouldCloseInReverseOrder() {
        lifecycle.add("port", part("port"));
        lifecycle.add("producer", part("producer"));
        lifecycle.add("server", part("server"));

        lifecycle.close();

        assertThat(closed).containsExactly("server", "producer", "port");
    }

    @Test
    void shouldCloseTheOthersWhenOneFails() {
        lifecycle.add("port", part("port"));
        lifecycle.add("producer", () -> {
            throw new IOException("the disk is full");
        });
        lifecycle.add("server", part("server"));

        lifecycle.close();

        assertThat(closed).containsExactly("server", "port");
    }

    @Test
    void shouldCloseTheOthersAndStayInterruptedWhenOneIsInterrupted() {
        lifecycle.add("port", part("port"));
        lifecycle.add("producer", () -> {
            throw new InterruptedException();
        });

        lifecycle.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(closed).containsExactly("port");
    }

    @Test
    void shouldDoNothingWhenClosedAgain() {
        lifecycle.add("port", part("port"));

        lifecycle.close();
        lifecycle.close();

        assertThat(closed).containsExactly("port");
    }

    @Test
    void shouldCloseALatePartAtOnce() {
        lifecycle.close();

        assertThatThrownBy(() -> lifecycle.add("server", part("server")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("server was opened while its service was closing");

        assertThat(closed).containsExactly("server");
    }

    @Test
    void shouldCloseWhatIsOpenWhenAPartDoesNotOpen() {
        IOException full = new IOException("the disk is full");

        assertThatThrownBy(() -> Lifecycle.<String, IOException>open(parts -> {
                    parts.add("port", part("port"));
                    parts.add("producer", part("producer"));
                    throw full;
                }))
                .isSameAs(full);

        assertThat(closed).containsExactly("producer", "port");
    }

    @Test
    void shouldLeaveOpenWhatHasOpened() throws InterruptedException {
        String opened = Lifecycle.open(parts -> {
            parts.add("port", part("port"));
            return "a shop";
        });

        assertThat(opened).isEqualTo("a shop");
        assertThat(closed).isEmpty();
    }

    private AutoCloseable part(String name) {
        return () -> closed.add(name);
    }
}
