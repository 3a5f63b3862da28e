package hakaru.ingest.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.StartException;
import hakaru.runtime.config.Endpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionBudgetTest {
    private static final long MIB = 1 << 20;
    private static final long BUFFER = 32 * MIB;

    /** What the default is on usual machines: the second as in Compose. */
    @ParameterizedTest
    @CsvSource({"128, 65536, 824", "256, 65536, 2198", "256, 20000, 2198", "384, 65536, 3297", "4096, 65536, 35172"})
    void shouldTakeAsManyAsHeapAndDescriptorsAllow(long heapMib, long descriptors, int connections) {
        assertThat(fit(0, heapMib, descriptors)).isEqualTo(connections);
    }

    @Test
    void shouldKeepDescriptorsInReserve() {
        assertThat(fit(0, 4_096, 600)).isEqualTo(600 - ConnectionBudget.RESERVED_DESCRIPTORS);
    }

    @Test
    void shouldTakeWhatIsAskedForWhereItFits() {
        assertThat(fit(500, 256, 65_536)).isEqualTo(500);
    }

    @Test
    void shouldTakeLessThanIsAskedForWhereItDoesNotFit() {
        assertThat(fit(20_000, 256, 65_536)).isEqualTo(fit(0, 256, 65_536));
        assertThat(fit(20_000, 4_096, 600)).isEqualTo(344);
    }

    /** The largest requests of all connections, the producer's buffer and the rest have room in the heap together. */
    @ParameterizedTest
    @CsvSource({"100", "128", "256", "384", "1024"})
    void shouldNeverPromiseMoreThanTheHeap(long heapMib) {
        long connections = fit(0, heapMib, 1 << 20);

        assertThat(connections * ConnectionBudget.HEAP + BUFFER + ConnectionBudget.BASE)
                .isLessThanOrEqualTo(heapMib * MIB);
    }

    @Test
    void shouldSayWhatToRaiseWhereNothingFits() {
        assertThatThrownBy(() -> fit(0, 80, 65_536))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("a heap of 80 MiB has room for 0")
                .hasMessageContaining("raise -Xmx");
        assertThatThrownBy(() -> fit(100, 256, 300))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("300 file descriptors are enough for 44")
                .hasMessageContaining("ulimit -n");
    }

    private static int fit(int wanted, long heapMib, long descriptors) {
        HttpConfig config = new HttpConfig(new Endpoint("127.0.0.1", 0), 1, wanted, Duration.ofSeconds(61));
        ProcessLimits limits = new ProcessLimits(heapMib * MIB, heapMib * MIB, descriptors);
        return ConnectionBudget.fit(config, BUFFER, limits).maxConnections();
    }
}
