package hakaru.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopSignalTest {
    private final StopSignal signal = new StopSignal();

    @Test
    void shouldInterruptTheThreadThatMadeIt() {
        signal.receive();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(signal.received()).isTrue();
    }

    @Test
    void shouldNotInterruptClosing() {
        signal.ignore();
        signal.receive();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(signal.received()).isTrue();
    }

    @Test
    void shouldTakeBackAnInterruptNotYetNoticed() {
        signal.receive();
        signal.ignore();

        assertThat(Thread.interrupted()).isFalse();
    }
}
