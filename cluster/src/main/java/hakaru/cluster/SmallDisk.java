package hakaru.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of a few hundred mebibytes in memory, which can be filled without harm to anybody else. */
final class SmallDisk implements AutoCloseable {
    private static final String SIZE = "size=400m";
    private static final int LIMIT_SECONDS = 10;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    static SmallDisk mount(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        if (!succeeds("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", directory.toString())) {
            throw new IOException("no file system could be mounted on " + directory);
        }
        return new SmallDisk(directory);
    }

    /** Gives back what a run that was killed has left mounted. */
    static void releaseAll(Path work) throws IOException {
        String own = " " + work.toAbsolutePath().normalize() + "/";
        for (String mount : Files.readAllLines(Path.of("/proc/self/mounts"))) {
            if (mount.contains(own)) {
                new SmallDisk(Path.of(mount.split(" ", -1)[1])).close();
            }
        }
    }

    /** Tries it: root in a container may lack the right. */
    static boolean isPossible() {
        try {
            Path directory = Files.createTempDirectory("hakaru-mount");
            try (SmallDisk disk = mount(directory)) {
                return Files.isDirectory(disk.directory);
            } finally {
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        try {
            succeeds("umount", directory.toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
