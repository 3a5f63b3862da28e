package hakaru.embedded;

import java.nio.file.Path;
import java.util.List;

/**
 * Says where an embedded MariaDB keeps its data and its unpacked binaries, its port on 127.0.0.1, the size of InnoDB's
 * buffer pool, and further arguments.
 */
public record MariaDbSettings(
        Path dataDirectory, Path binariesDirectory, int port, int bufferPoolMebibytes, List<String> arguments) {
    /** Enough for the pipeline's tables on a laptop; a server takes most of its memory. */
    private static final int BUFFER_POOL_MEBIBYTES = 128;

    public MariaDbSettings {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        binariesDirectory = binariesDirectory.toAbsolutePath().normalize();
        arguments = List.copyOf(arguments);
    }

    /** Keeps data and binaries together: removing the directory removes everything. */
    public static MariaDbSettings in(Path dataDirectory, int port) {
        return new MariaDbSettings(
                dataDirectory, dataDirectory.resolve("binaries"), port, BUFFER_POOL_MEBIBYTES, List.of());
    }

    /** Shares unpacked binaries (320 MB) between several servers. */
    public MariaDbSettings withBinariesDirectory(Path shared) {
        return new MariaDbSettings(dataDirectory, shared, port, bufferPoolMebibytes, arguments);
    }

    public MariaDbSettings withBufferPoolMebibytes(int mebibytes) {
        return new MariaDbSettings(dataDirectory, binariesDirectory, port, mebibytes, arguments);
    }

    /** Adds arguments to the server's command line, such as {@code --ssl-cert=…}; they win over ours. */
    public MariaDbSettings withArguments(List<String> more) {
        return new MariaDbSettings(dataDirectory, binariesDirectory, port, bufferPoolMebibytes, more);
    }
}
