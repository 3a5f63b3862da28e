package hakaru.standalone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.StartException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    private static final StandaloneConfig.Ports PORTS = new StandaloneConfig.Ports(1, 2, 3, 4, 5, 6, 7);

    /** As {@code --host=$HOST} says where that is not set; every address of the machine would be open. */
    @Test
    void shouldRefuseAHostThatIsEmpty() {
        StandaloneConfig config = new StandaloneConfig(Path.of("state"), "", PORTS, false, false, Map.of());

        assertThatThrownBy(() -> FreePorts.require(config))
                .isInstanceOf(StartException.class)
                .hasMessage("--host '' is not an address of this machine");
    }
}
