package hakaru.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs and files of a MariaDB distribution: those of the jar for this machine, or those that are installed.
 *
 * @param naming what the scripts of the system tables are called after: {@code mysql} up to 10.11, then {@code mariadb}
 */
record MariaDbBinaries(Path home, Path server, Path prompt, Path share, String naming) {
    /**
     * Finds them, and unpacks those of a jar.
     *
     * @throws EmbeddedStartException when there is no MariaDB for this machine
     */
    static MariaDbBinaries in(Path directory) throws IOException {
        Optional<MariaDbJar> jar = MariaDbJar.of(machine());
        return jar.isPresent() ? jar.get().unpackedInto(directory) : installed();
    }

    /** As {@link #in} would throw. */
    static void require() throws IOException {
        if (MariaDbJar.of(machine()).isEmpty()) {
            installed();
        }
    }

    private static MariaDbBinaries installed() throws IOException {
        String searchPath = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return InstalledMariaDb.on(searchPath)
                .find()
                .orElseThrow(() -> new EmbeddedStartException("There is no embedded MariaDB for this machine, "
                        + machine()
                        + "; install MariaDB 10.6 or newer, so that mariadbd and mariadb are on the PATH"));
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    List<Path> systemTables() {
        return systemTables(naming).map(share::resolve).toList();
    }

    /** All that a server reads of its distribution, seen from its share directory. */
    static List<String> shared(String naming) {
        return Stream.concat(
                        Stream.of("english/errmsg.sys", "charsets/Index.xml", "charsets/latin1.xml"),
                        systemTables(naming))
                .toList();
    }

    /** What a new data directory is made of: without the help texts and the sys schema, which double its size. */
    private static Stream<String> systemTables(String naming) {
        return Stream.of(
                naming + "_system_tables.sql",
                naming + "_performance_tables.sql",
                naming + "_system_tables_data.sql",
                "maria_add_gis_sp_bootstrap.sql");
    }
}
