package hakaru.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a data directory to one process at a time. The kernel frees the lock when its process ends, however it ends: who
 * holds it may take every server still running on the directory for an orphan.
 */
record DirectoryLock(FileChannel channel) implements AutoCloseable {
    static DirectoryLock acquire(Path directory, String server) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) != null) {
                return new DirectoryLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new EmbeddedStartException(
                    "%s cannot use the directory %s: %s; choose another one".formatted(server, directory, e), e);
        }
        throw new EmbeddedStartException(
                "%s cannot use the directory %s: another process is using it; stop that one or choose another directory"
                        .formatted(server, directory));
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("the lock of a data directory could not be released", e);
        }
    }
}
