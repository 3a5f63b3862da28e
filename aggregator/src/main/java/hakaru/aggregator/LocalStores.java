package hakaru.aggregator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The copies of the store that a former run left on disk, which are never used again: an entry per partition is restored
 * from Kafka in no time. Of a killed run Streams would find them without an offset, call each task corrupted, and clear
 * them itself in a rebalance of its own.
 */
final class LocalStores {
    /** Holds the process id, which is kept, and the lock of whoever uses the directory. */
    private static final String PROCESS_FILE = "kafka-streams-process-metadata";

    private LocalStores() {}

    /** Removes them, unless somebody else uses the directory: of that, Streams complains. */
    static void clear(AggregatorConfig config) {
        Path directory = config.stateDirectory().resolve(config.applicationId());
        try (FileChannel channel = FileChannel.open(
                        directory.resolve(PROCESS_FILE), StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                removeTasks(directory);
            }
        } catch (NoSuchFileException firstStart) {
            // There is nothing yet.
        } catch (OverlappingFileLockException inUseHere) {
            // As with another process.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear the state directory " + directory, e);
        }
    }

    private static void removeTasks(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().matches("\\d+_\\d+")) {
                    remove(entry);
                }
            }
        }
    }

    private static void remove(Path task) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(task)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
