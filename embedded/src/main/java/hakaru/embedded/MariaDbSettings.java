package hakaru.embedded;

import java.nio.file.Path;
import java.util.List;

/** Says where an embedded MariaDB keeps its data and its unpacked binaries, its port on 127.0.0.1, and further arguments. */
public record MariaDbSettings(Path dataDirectory, Path binariesDirectory, int port, List<String> arguments) {
    public MariaDbSettings {
        dataDirectory = dataDirectory.toAbsolutePath().normalize();
        binariesDirectory = binariesDirectory.toAbsolutePath().normalize();
        arguments = List.copyOf(arguments);
    }

    /** Keeps data and binaries together: removing the directory removes everything. */
    public static MariaDbSettings in(Path dataDirectory, int port) {
        return new MariaDbSettings(dataDirectory, dataDirectory.resolve("binaries"), port, List.of());
    }

    /** Shares unpacked binaries (320 MB) between several servers. */
    public MariaDbSettings withBinariesDirectory(Path shared) {
        return new MariaDbSettings(dataDirectory, shared, port, arguments);
    }

    /** Adds arguments to the server's command line, such as {@code --ssl-cert=…}; they win over ours. */
    public MariaDbSettings withArguments(List<String> more) {
        return new MariaDbSettings(dataDirectory, binariesDirectory, port, more);
    }

    Path tables() {
        return dataDirectory.resolve("tables");
    }

    /** How the server's command line names the directory it serves; no other process has this argument. */
    String tablesArgument() {
        return "--datadir=" + tables();
    }

    Path temporaryTables() {
        return dataDirectory.resolve("temporary");
    }

    Path log() {
        return dataDirectory.resolve("mariadbd.log");
    }
}
