package hakaru.testkit.network;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells which process of the cluster has a connection's other end: from the kernel, because on loopback all have one address. */
public final class Owners {
    private static final String UNKNOWN = "";
    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;

    private final Supplier<Map<String, Long>> processes;

    /**
     * Looks among these processes.
     *
     * @param processes the process ids by name, as they are now
     */
    public Owners(Supplier<Map<String, Long>> processes) {
        this.processes = processes;
    }

    /** The name of the process that has this local port, and nothing when none of the cluster has. */
    String owner(int port) {
        try {
            Optional<String> inode = inode(port);
            return inode.isPresent() ? holder("socket:[" + inode.get() + "]") : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** JVMs open sockets of the sixth version also for addresses of the fourth. */
    private static Optional<String> inode(int port) throws IOException {
        String ending = ":%04X".formatted(port);
        for (String table : List.of("/proc/net/tcp6", "/proc/net/tcp")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.trim().split("\\s+", -1);
                if (fields[LOCAL_ADDRESS].endsWith(ending) && !fields[INODE].equals("0")) {
                    return Optional.of(fields[INODE]);
                }
            }
        }
        return Optional.empty();
    }

    private String holder(String socket) {
        return processes.get().entrySet().stream()
                .filter(process -> holds(process.getValue(), socket))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static boolean holds(long pid, String socket) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
                    return true;
                }
            }
        } catch (IOException gone) {
            // The process, or the descriptor, has ended meanwhile.
        }
        return false;
    }
}
