package hakaru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hakaru.runtime.StartException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExternalDatabaseTest {
    private static final String URL = "jdbc:mysql://127.0.0.1:3306/hakaru";

    @Test
    void shouldLetTheWriterMakeTheTables() {
        Map<String, String> variables = ExternalDatabase.variables(
                Map.of("MYSQL_URL", URL, "MYSQL_USER", "me", "MYSQL_PASSWORD_FILE", "/run/secret", "HOME", "/home/me"));

        assertThat(variables)
                .containsOnly(
                        Map.entry("MYSQL_URL", URL),
                        Map.entry("MYSQL_USER", "me"),
                        Map.entry("MYSQL_PASSWORD_FILE", "/run/secret"),
                        Map.entry("MYSQL_MIGRATION_USER", "me"),
                        Map.entry("MYSQL_MIGRATION_PASSWORD_FILE", "/run/secret"));
    }

    @Test
    void shouldLeaveTheTablesToTheMigrationUser() {
        Map<String, String> environment = Map.of(
                "MYSQL_URL", URL,
                "MYSQL_USER", "writer",
                "MYSQL_PASSWORD", "w",
                "MYSQL_MIGRATION_USER", "migration",
                "MYSQL_MIGRATION_PASSWORD", "m");

        assertThat(ExternalDatabase.variables(environment)).isEqualTo(environment);
    }

    @Test
    void shouldAskForAUrl() {
        assertThatThrownBy(() -> ExternalDatabase.variables(Map.of("MYSQL_USER", "me")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("MYSQL_URL is not set");
    }

    @Test
    void shouldNotTakeTheEmbeddedDatabasesPlaceUnasked() {
        assertThat(ExternalDatabase.isAllThereIs(Map.of())).isFalse();
        assertThat(ExternalDatabase.isAllThereIs(Map.of("MYSQL_URL", URL))).isFalse();
    }
}
