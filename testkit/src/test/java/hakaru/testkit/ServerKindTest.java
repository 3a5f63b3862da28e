package hakaru.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerKindTest {
    @Test
    void shouldChooseByName() {
        assertThat(ServerKind.of("embedded")).isEqualTo(ServerKind.EMBEDDED);
        assertThat(ServerKind.of("containers")).isEqualTo(ServerKind.CONTAINERS);
    }

    /** Else a misspelled profile would test the embedded servers once more and say that it passed. */
    @Test
    void shouldRefuseAnotherName() {
        assertThatThrownBy(() -> ServerKind.of("container"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dhakaru.servers must be embedded or containers, not container");
    }
}
