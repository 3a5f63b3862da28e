package hakaru.aggregator;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.runtime.Settings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoresTest {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    @Test
    void shouldRemoveTheStoresAndKeepTheProcessId() throws IOException {
        Path process = leftBehind();

        LocalStores.clear(config());

        assertThat(process).exists();
        assertThat(process.resolveSibling("0_3")).doesNotExist();
    }

    @Test
    void shouldLeaveADirectoryThatIsInUse() throws IOException {
        Path process = leftBehind();

        try (FileChannel channel = FileChannel.open(process, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            LocalStores.clear(config());
        }

        assertThat(process.resolveSibling("0_3")).exists();
    }

    @Test
    void shouldDoNothingAtTheFirstStart() {
        LocalStores.clear(config());

        assertThat(directory).isEmptyDirectory();
    }

    private Path leftBehind() throws IOException {
        Path application = Files.createDirectories(directory.resolve("hakaru-aggregator"));
        Files.createDirectories(application.resolve("0_3/rocksdb/emitted-to"));
        Files.writeString(application.resolve("0_3/rocksdb/emitted-to/CURRENT"), "MANIFEST");
        return Files.writeString(application.resolve("kafka-streams-process-metadata"), "{}");
    }

    private AggregatorConfig config() {
        return Settings.load(
                Map.of("AGGREGATOR_STATE_DIR", directory.toString()), AggregatorConfig.PREFIX, AggregatorConfig::from);
    }
}
