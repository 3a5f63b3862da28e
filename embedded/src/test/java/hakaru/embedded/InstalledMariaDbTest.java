package hakaru.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledMariaDbTest {
    @TempDir
    private Path root = Path.of("set by JUnit");

    @Test
    void shouldFindWhatDebianInstalls() throws IOException {
        Path usr = root.resolve("usr");
        program(usr.resolve("sbin/mariadbd"));
        program(usr.resolve("bin/mariadb"));
        share(usr.resolve("share/mysql"), "mysql");

        assertThat(installed("usr/bin", "usr/sbin").find())
                .contains(new MariaDbBinaries(
                        usr.toRealPath(),
                        usr.resolve("sbin/mariadbd"),
                        usr.resolve("bin/mariadb"),
                        usr.toRealPath().resolve("share/mysql"),
                        "mysql"));
    }

    @Test
    void shouldFollowHomebrewsLinks() throws IOException {
        Path cellar = root.resolve("Cellar/mariadb/11.8.2");
        program(cellar.resolve("bin/mariadbd"));
        program(cellar.resolve("bin/mariadb"));
        share(cellar.resolve("share/mysql"), "mariadb");
        Path bin = Files.createDirectories(root.resolve("opt/bin"));
        Files.createSymbolicLink(bin.resolve("mariadbd"), cellar.resolve("bin/mariadbd"));
        Files.createSymbolicLink(bin.resolve("mariadb"), cellar.resolve("bin/mariadb"));

        assertThat(installed("opt/bin").find().map(MariaDbBinaries::home)).contains(cellar.toRealPath());
    }

    @Test
    void shouldFindNothingWhereAPartIsMissing() throws IOException {
        program(root.resolve("usr/bin/mariadbd"));
        program(root.resolve("usr/bin/mariadb"));
        assertThat(installed("usr/bin").find()).as("without system tables").isEmpty();

        share(root.resolve("usr/share/mysql"), "mariadb");
        Files.delete(root.resolve("usr/bin/mariadb"));
        assertThat(installed("usr/bin").find()).as("without the prompt").isEmpty();
    }

    @Test
    void shouldHaveNoJarForOtherMachines() {
        assertThat(MariaDbJar.of("Linux aarch64")).isEmpty();
        assertThat(MariaDbJar.of("Mac OS X x86_64")).isEmpty();
        assertThat(MariaDbJar.of("Windows 11 amd64")).isEmpty();
    }

    private InstalledMariaDb installed(String... directories) {
        return new InstalledMariaDb(
                List.of(directories).stream().map(root::resolve).toList());
    }

    private static void program(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void share(Path directory, String naming) throws IOException {
        for (String name : MariaDbBinaries.shared(naming)) {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }
}
