package hakaru.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One command of the JDK's {@code keytool}. */
final class Keytool {
    private final List<String> command = new ArrayList<>();

    Keytool() {
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    }

    Keytool and(String... arguments) {
        command.addAll(List.of(arguments));
        return this;
    }

    /**
     * Runs the command on a PKCS12 store.
     *
     * @throws IllegalStateException with what keytool said, when it fails
     */
    void onStore(Path store, String password) {
        and("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", password);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed on " + store + ": " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("keytool cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool worked on " + store, e);
        }
    }
}
