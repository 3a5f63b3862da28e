package hakaru.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a MariaDB that a package has installed, for machines that no jar is made for: Debian's mariadb-server-core and
 * mariadb-client-core, or Homebrew's mariadb.
 */
record InstalledMariaDb(List<Path> programs) {
    /** Where packages lay what belongs to the server, seen from the directory that holds bin or sbin. */
    private static final List<String> SHARES = List.of("share/mysql", "share/mariadb", "share");

    private static final List<String> NAMINGS = List.of("mariadb", "mysql");

    /** Beside the shell's own path: Debian's place for servers, and Homebrew's for what it does not link. */
    private static final List<String> MORE =
            List.of("/usr/sbin", "/opt/homebrew/opt/mariadb/bin", "/usr/local/opt/mariadb/bin");

    /** Looks where a shell with this search path looks, and where servers lie. */
    static InstalledMariaDb on(String searchPath) {
        return new InstalledMariaDb(Stream.concat(Stream.of(searchPath.split(":", -1)), MORE.stream())
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList());
    }

    Optional<MariaDbBinaries> find() throws IOException {
        Optional<Path> server = program("mariadbd");
        Optional<Path> prompt = program("mariadb");
        if (server.isEmpty() || prompt.isEmpty()) {
            return Optional.empty();
        }
        // Through links such as Homebrew's, to the version that they lead to.
        Path home = server.get().toRealPath().resolveSibling("..").normalize();
        return SHARES.stream()
                .map(home::resolve)
                .flatMap(share -> NAMINGS.stream()
                        .filter(naming -> isComplete(share, naming))
                        .map(naming -> new MariaDbBinaries(home, server.get(), prompt.get(), share, naming)))
                .findFirst();
    }

    private Optional<Path> program(String name) {
        return programs.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static boolean isComplete(Path share, String naming) {
        return MariaDbBinaries.shared(naming).stream().map(share::resolve).allMatch(Files::exists);
    }
}
