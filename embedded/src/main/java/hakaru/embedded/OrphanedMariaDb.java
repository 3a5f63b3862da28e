package hakaru.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops a server that still runs on our data directory because the JVM that started it was killed. The caller holds the
 * directory's lock, so nobody alive owns that server.
 */
final class OrphanedMariaDb {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedMariaDb.class);

    private OrphanedMariaDb() {}

    static void stop(MariaDbSettings settings) {
        // By the command line and not by the pid file: a server that has just begun has not written one, and a pid that
        // was left behind may belong to somebody else by now.
        String argument = settings.tablesArgument();
        List<ProcessHandle> orphans = ProcessHandle.allProcesses()
                .filter(process -> serves(process, argument))
                .toList();
        for (ProcessHandle orphan : orphans) {
            LOG.warn("Stopping the MariaDB that a killed process left behind, pid {}", orphan.pid());
            ProcessEnd.stop(orphan);
        }
    }

    private static boolean serves(ProcessHandle process, String argument) {
        List<String> command = commandLine(process);
        return command.contains(argument) && command.get(0).endsWith("mariadbd");
    }

    /** The arguments as they were given. On Linux ProcessHandle leaves them out when they are many; macOS has no /proc. */
    private static List<String> commandLine(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return Arrays.asList(
                    Files.readString(file, StandardCharsets.ISO_8859_1).split("\0", -1));
        } catch (IOException endedOrNotOursOrNotLinux) {
            return known(process.info());
        }
    }

    private static List<String> known(ProcessHandle.Info info) {
        List<String> command = new ArrayList<>(List.of(info.command().orElse("")));
        command.addAll(List.of(info.arguments().orElse(new String[0])));
        return command;
    }
}
