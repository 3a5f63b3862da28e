package hakaru.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compose mounts of this checkout can be read in the containers: under SELinux, and after `umask 077`. */
class ComposeMountsTest {
    private static final Pattern MOUNT =
            Pattern.compile("(?<=[\\s\"])\\./([\\w./-]+):/[\\w./-]+(?::([\\w,]+))?(?=[\\s\"])");

    private record Mount(Path source, String options) {}

    @Test
    void shouldMountReadOnlyAndWithALabelForContainers() throws IOException {
        assertThat(mounts())
                .hasSizeGreaterThan(6)
                .allSatisfy(mount -> assertThat(mount.options())
                        .as(mount.source().toString())
                        .isEqualTo("ro,z"));
    }

    @Test
    void shouldMakeWhatIsMountedReadableForEverybody(@TempDir Path checkout) throws Exception {
        for (Mount mount : mounts()) {
            copyForItsOwnerOnly(mount.source(), checkout);
        }

        Process readable = new ProcessBuilder("../compose/readable", checkout.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(readable.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(readable.exitValue()).isZero();
        for (Mount mount : mounts()) {
            assertReadable(checkout.resolve(mount.source()));
        }
    }

    @Test
    void shouldBeDoneByNewEnv() throws IOException {
        assertThat(ComposeFile.text("compose/new-env")).contains("\"$root/compose/readable\"\n");
    }

    private static List<Mount> mounts() throws IOException {
        List<Mount> mounts = new ArrayList<>();
        for (String file :
                ComposeFile.read().variables().getOrDefault("COMPOSE_FILE", "").split(":", -1)) {
            Matcher mount = MOUNT.matcher(ComposeFile.text(file));
            while (mount.find()) {
                mounts.add(new Mount(Path.of(mount.group(1)), String.valueOf(mount.group(2))));
            }
        }
        return mounts;
    }

    private static void copyForItsOwnerOnly(Path source, Path checkout) throws IOException {
        try (Stream<Path> files = Files.walk(ComposeFile.ROOT.resolve(source))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = checkout.resolve(ComposeFile.ROOT.relativize(file));
                Files.createDirectories(copy.getParent());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
                String owner = Files.isExecutable(file) ? "rwx" : "rw-";
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(owner + "------"));
            }
        }
    }

    private static void assertReadable(Path mounted) throws IOException {
        try (Stream<Path> files = Files.walk(mounted)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .endsWith(Files.isDirectory(file) ? "r-x" : "r-" + (Files.isExecutable(file) ? "x" : "-")));
        }
    }
}
