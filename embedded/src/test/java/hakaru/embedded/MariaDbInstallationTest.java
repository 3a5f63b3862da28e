package hakaru.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaDbInstallationTest {
    @TempDir
    private Path directory;

    @Test
    void shouldSayWhereToLookWhenTheServerRefusesAndBeginAnewTheNextTime() throws IOException {
        MariaDbSettings settings = MariaDbSettings.in(directory.resolve("data"), 3306);

        assertThatThrownBy(() -> installation("exit 7", settings).ensure())
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessage("The embedded MariaDB could not be installed; see " + settings.log());
        assertThatThrownBy(() -> installation("cat >> $0.fed; exit 7", settings).ensure())
                .isInstanceOf(EmbeddedStartException.class);
        assertThat(directory.resolve("mariadbd.fed")).content().startsWith("CREATE DATABASE mysql;");
    }

    private MariaDbInstallation installation(String server, MariaDbSettings settings) throws IOException {
        Path file = Files.writeString(directory.resolve("mariadbd"), "#!/bin/sh\n" + server + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(settings.dataDirectory());
        MariaDbBinaries binaries = new MariaDbBinaries(directory, file, file, directory, "mariadb");
        for (Path tables : binaries.systemTables()) {
            Files.writeString(tables, "SELECT 1;\n");
        }
        return new MariaDbInstallation(new MariaDbCommand(binaries, settings));
    }
}
