package hakaru.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.kafka.common.utils.Utils;

/** Measures and removes whole directories. */
public final class Directories {
    private Directories() {}

    /**
     * Deletes a directory and what is in it; links are deleted, not followed. Nothing happens when it does not exist, and
     * nothing when a server that is still ending removes files of its own meanwhile.
     */
    public static void delete(Path directory) throws IOException {
        Utils.delete(directory.toFile());
    }

    /** How many bytes the files in a directory have; 0 when it does not exist. */
    public static long size(Path directory) throws IOException {
        Measurement measurement = new Measurement();
        Files.walkFileTree(directory, measurement);
        return measurement.bytes;
    }

    private static final class Measurement extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes += attributes.size();
            return FileVisitResult.CONTINUE;
        }

        /** What is deleted while we walk takes no room. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
