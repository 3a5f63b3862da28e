package hakaru.distribution;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The zip that the build made, unpacked as a person would do it, with its files' permissions. */
record Unzipped(Path home) {
    static Unzipped into(Path directory) throws IOException {
        Path zip = Path.of(System.getProperty("hakaru.zip"));
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true))) {
            for (Path entry : tree(archive.getPath("/"))) {
                copy(entry, directory.resolve(entry.toString().substring(1)));
            }
        }
        List<Path> folders = children(directory);
        if (folders.size() != 1) {
            throw new AssertionError("the zip must hold one folder, not " + folders);
        }
        return new Unzipped(folders.get(0));
    }

    private static void copy(Path entry, Path target) throws IOException {
        if (Files.isDirectory(entry)) {
            Files.createDirectories(target);
            return;
        }
        Files.copy(entry, target);
        Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(entry));
    }

    private static List<Path> tree(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.toList();
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        }
    }

    /** The names of what lies in a folder. */
    List<String> names(String folder) throws IOException {
        return children(home.resolve(folder)).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    /** Ours, as the folder's name says it. */
    String version() {
        return home.getFileName().toString().substring("hakaru-".length());
    }

    String text(String file) throws IOException {
        return Files.readString(home.resolve(file));
    }
}
