package hakaru.standalone;

import hakaru.embedded.Directories;
import hakaru.embedded.EmbeddedKafka;
import hakaru.embedded.EmbeddedMariaDb;
import hakaru.runtime.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory that keeps the counts over restarts: Kafka's log, the database, and what hakaru has to say. */
record DataDirectory(Path path) {
    /** What a new one takes: the database's programs, its empty tables and Kafka's first segments, and room to count. */
    private static final long ROOM_FOR_A_NEW_ONE = 1_000_000_000;

    Path kafka() {
        return path.resolve("kafka");
    }

    Path database() {
        return path.resolve("mariadb");
    }

    /** Deletes all counts, in Kafka and in the database, and nothing else that lies in the directory. */
    void reset() {
        if (Files.exists(kafka())) {
            EmbeddedKafka.delete(kafka());
        }
        if (Files.exists(database())) {
            EmbeddedMariaDb.delete(database());
        }
    }

    /**
     * Refuses a disk that the run would soon fill.
     *
     * @throws StartException saying how much is free and what can be done
     */
    void requireRoom() {
        long free = free();
        long needed = Files.exists(kafka()) ? DiskWatch.LOW + DiskWatch.LOW : ROOM_FOR_A_NEW_ONE;
        if (free < needed) {
            throw new StartException(
                    "only %s are free where the state is, %s, and %s are needed; --data-dir names another place"
                            .formatted(Bytes.text(free), path, Bytes.text(needed)));
        }
    }

    /** Bytes that can be written until the disk is full. */
    long free() {
        try {
            Files.createDirectories(path);
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            throw new StartException(
                    "the directory of the state, %s, cannot be used: %s; --data-dir names another place"
                            .formatted(path, e),
                    e);
        }
    }

    /** Says where it is, how much it takes, and how much room is left. */
    String describe() {
        try {
            return "%s (%s, %s free)".formatted(path, Bytes.text(Directories.size(path)), Bytes.text(free()));
        } catch (IOException e) {
            throw new StartException("the directory of the state, " + path + ", cannot be read: " + e, e);
        }
    }
}
