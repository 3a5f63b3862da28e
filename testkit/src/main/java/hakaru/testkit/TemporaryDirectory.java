package hakaru.testkit;

import hakaru.embedded.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of its own for one server of one test run. */
record TemporaryDirectory(Path path) {
    static TemporaryDirectory create(String prefix) {
        try {
            return new TemporaryDirectory(Files.createTempDirectory(prefix));
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory for " + prefix, e);
        }
    }

    void delete() {
        try {
            Directories.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary directory " + path + " could not be deleted", e);
        }
    }
}
