package hakaru.guarantees;

import hakaru.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Firefox of our own: its profile, its process, and where its remote agent listens. */
final class FirefoxProcess implements AutoCloseable {
    private static final Path FIREFOX = Path.of("/usr/bin/firefox-esr");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern ADDRESS = Pattern.compile("WebDriver BiDi listening on (ws://\\S+)");
    /** It calls nobody: what else a fresh profile would do, the remote agent's recommended preferences switch off. */
    private static final String PREFERENCES = """
            user_pref("app.normandy.enabled", false);
            user_pref("browser.safebrowsing.malware.enabled", false);
            user_pref("browser.safebrowsing.phishing.enabled", false);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("network.captive-portal-service.enabled", false);
            user_pref("network.connectivity-service.enabled", false);
            """;

    private final Process process;
    private final URI address;

    private FirefoxProcess(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static boolean isInstalled() {
        return Files.isExecutable(FIREFOX);
    }

    static FirefoxProcess start(Path profile) {
        Path output = profile.resolve("output.txt");
        try {
            Files.createDirectories(profile);
            Files.writeString(profile.resolve("user.js"), PREFERENCES);
            ProcessBuilder command = new ProcessBuilder(
                    FIREFOX.toString(),
                    "--headless",
                    "--no-remote",
                    "--profile",
                    profile.toString(),
                    "--remote-debugging-port=0");
            command.environment().put("HOME", profile.toString());
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                Await.until("Firefox listens", LIMIT, () -> address(output).isPresent());
            } catch (Throwable e) {
                process.destroyForcibly();
                throw e;
            }
            return new FirefoxProcess(process, address(output).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<URI> address(Path output) throws IOException {
        Matcher line = ADDRESS.matcher(Files.readString(output));
        return line.find() ? Optional.of(URI.create(line.group(1) + "/session")) : Optional.empty();
    }

    URI address() {
        return address;
    }

    /** With its content processes, which have the profile open. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }
}
