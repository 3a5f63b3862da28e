package hakaru.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Spells and runs the command lines of the server: the one that serves, and the one that fills a new data directory. */
record MariaDbCommand(MariaDbBinaries binaries, MariaDbSettings settings) {
    /** A Unix socket's path has 108 bytes, one of them the closing zero. */
    private static final int MAX_SOCKET_PATH = 107;

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    Process serve() throws IOException {
        List<String> command = new ArrayList<>();
        // Ctrl-C goes to the whole process group of the terminal, and the hang-up to its session. In a session of its
        // own the database hears of neither, and serves until we stop it in order.
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        addPlaces(command);
        addNetwork(command);
        addBehaviour(command);
        addStorage(command);
        command.addAll(settings.arguments());
        return start(command);
    }

    Process bootstrap() throws IOException {
        List<String> command = new ArrayList<>();
        addPlaces(command);
        addStorage(command);
        // As mariadb-install-db does it: the system tables choose their engines themselves.
        command.addAll(List.of("--bootstrap", "--enforce-storage-engine=", "--log-warnings=0"));
        return start(command);
    }

    /** Into a file, not into a pipe: the server must not stall or die when this JVM does. */
    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()))
                .start();
    }

    private void addPlaces(List<String> command) {
        command.add(binaries.server().toString());
        // First, or the server reads the configuration of another MySQL on this machine.
        command.add("--no-defaults");
        command.add("--basedir=" + binaries.home());
        command.add(settings.tablesArgument());
        // A server deletes at its start what looks like a former run's temporary tables, so none may be another
        // server's.
        command.add("--tmpdir=" + settings.temporaryTables());
        command.add("--lc-messages-dir=" + binaries.share().resolve("english"));
        command.add("--character-sets-dir=" + binaries.share().resolve("charsets"));
        command.add("--pid-file=" + settings.dataDirectory().resolve("mariadbd.pid"));
        if ("root".equals(System.getProperty("user.name"))) {
            // The server refuses to run as root unless it is told to.
            command.add("--user=root");
        }
    }

    private void addNetwork(List<String> command) {
        command.add("--socket=" + socket());
        command.add("--port=" + settings.port());
        command.add("--bind-address=" + Ports.LOOPBACK);
        command.add("--skip-networking=0");
        command.add("--skip-name-resolve");
        // Nothing leaves the machine, and the server would else make a certificate of its own at every start.
        command.add("--skip-ssl");
    }

    private static void addBehaviour(List<String> command) {
        command.add("--character-set-server=utf8mb4");
        // MariaDB's own default collation has a number that Connector/J does not know.
        command.add("--collation-server=utf8mb4_general_ci");
        // What MySQL 8 has by default: a value out of range is an error, never cut.
        command.add("--sql-mode=ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION");
        command.add("--default-time-zone=+00:00");
        command.add("--performance-schema=0");
    }

    private void addStorage(List<String> command) {
        // Enough for the pipeline's tables on a laptop; a server takes most of its memory.
        command.add("--innodb-buffer-pool-size=128M");
        // Caches of engines that only the system tables use; 128 MiB each by default.
        command.add("--aria-pagecache-buffer-size=8M");
        command.add("--key-buffer-size=1M");
        // Half the default: it is written in full when the data directory is made.
        command.add("--innodb-log-file-size=48M");
        // The sink's transactions fit; 16M, the default, is 12 MB more of memory.
        command.add("--innodb-log-buffer-size=4M");
        // The ledger is exact only if a commit outlives a kill and a power cut.
        command.add("--innodb-flush-log-at-trx-commit=1");
        command.add("--innodb-doublewrite=1");
        // A short stop and start matter more here than a warm cache.
        command.add("--innodb-buffer-pool-dump-at-shutdown=0");
        command.add("--innodb-buffer-pool-load-at-startup=0");
    }

    /** Beside the data where the path is short enough; the port makes the name in the temporary directory unique. */
    private Path socket() {
        Path besideData = settings.dataDirectory().resolve("mariadbd.sock");
        if (besideData.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_SOCKET_PATH) {
            return besideData;
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "hakaru-" + settings.port() + ".sock");
    }
}
