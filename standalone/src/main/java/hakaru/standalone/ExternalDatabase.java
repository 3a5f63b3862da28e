package hakaru.standalone;

import hakaru.embedded.EmbeddedMariaDb;
import hakaru.embedded.EmbeddedStartException;
import hakaru.runtime.StartException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A database of the user's own, which {@code MYSQL_URL} names: for machines that no embedded MariaDB is made for. */
final class ExternalDatabase implements Database {
    /**
     * What the sink is told: what the environment says. Without a migration user the writer makes the tables: who tries hakaru out seldom
     * has two.
     *
     * @throws StartException when the environment names none
     */
    static Map<String, String> variables(Map<String, String> environment) {
        if (!environment.containsKey("MYSQL_URL")) {
            throw new StartException(
                    "MYSQL_URL is not set; it names the database that --external-mysql uses,"
                            + " such as jdbc:mysql://127.0.0.1:3306/hakaru, MYSQL_USER and MYSQL_PASSWORD who makes the tables");
        }
        Map<String, String> variables = new HashMap<>(environment);
        variables.keySet().removeIf(name -> !name.startsWith("MYSQL_"));
        if (!variables.containsKey("MYSQL_MIGRATION_USER")) {
            copy(variables, "MYSQL_USER", "MYSQL_MIGRATION_USER");
            copy(variables, "MYSQL_PASSWORD", "MYSQL_MIGRATION_PASSWORD");
            copy(variables, "MYSQL_PASSWORD_FILE", "MYSQL_MIGRATION_PASSWORD_FILE");
        }
        return variables;
    }

    /** Whether the environment names a database, and there is none to embed. */
    static boolean isAllThereIs(Map<String, String> environment) {
        if (!environment.containsKey("MYSQL_URL")) {
            return false;
        }
        try {
            EmbeddedMariaDb.requireBinaries();
            return false;
        } catch (EmbeddedStartException none) {
            return true;
        }
    }

    private static void copy(Map<String, String> variables, String from, String to) {
        Optional.ofNullable(variables.get(from)).ifPresent(value -> variables.put(to, value));
    }
}
