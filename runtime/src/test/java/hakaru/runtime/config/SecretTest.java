package hakaru.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
    private record Login(String user, Secret password) {}

    @Test
    void shouldNeverPrint() {
        Login login = new Login("writer", new Secret("sesame"));

        assertThat(login).hasToString("Login[user=writer, password=***]");
        assertThat(login.password().value()).isEqualTo("sesame");
    }
}
