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
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Unpacks the few files of a MariaDB jar that the server and its SQL prompt need, once per directory and version. */
final class UnpackedMariaDb {
    private static final Logger LOG = LoggerFactory.getLogger(UnpackedMariaDb.class);
    private static final List<String> PROGRAMS = List.of("bin/mariadbd", "bin/mariadb");

    private static final String NAMING = "mariadb";

    private UnpackedMariaDb() {}

    /** Unpacks into the directory unless that is done already; a lock keeps two processes from doing it at once. */
    static synchronized MariaDbBinaries into(Path directory, MariaDbPlatform platform) throws IOException {
        Path home = directory.resolve(platform.version());
        Files.createDirectories(directory);
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(home)) {
                LOG.info("Unpacking MariaDB into {}", home);
                unpack(home, platform);
            }
        }
        return new MariaDbBinaries(
                home,
                home.resolve("bin/mariadbd"),
                home.resolve("bin/mariadb"),
                home.resolve(platform.share()),
                NAMING);
    }

    /** Unpacks beside the final place and renames: a directory under the final name is always complete. */
    private static void unpack(Path home, MariaDbPlatform platform) throws IOException {
        Path partial = home.resolveSibling(platform.version() + ".partial");
        Directories.delete(partial);
        List<String> names = new ArrayList<>(PROGRAMS);
        MariaDbBinaries.shared(NAMING).forEach(name -> names.add(platform.share() + "/" + name));
        for (String name : names) {
            copyResource(platform.resource(name), partial.resolve(name));
        }
        for (String name : PROGRAMS) {
            Files.setPosixFilePermissions(partial.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copyResource(String name, Path target) throws IOException {
        Files.createDirectories(target.resolveSibling(""));
        try (InputStream resource = UnpackedMariaDb.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new EmbeddedStartException("The embedded MariaDB is not on the class path: no " + name);
            }
            Files.copy(resource, target);
        }
    }
}
