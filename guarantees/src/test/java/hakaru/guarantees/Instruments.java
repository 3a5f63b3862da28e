package hakaru.guarantees;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What runs in every document of a test before its own scripts: {@code instruments.js}. */
final class Instruments {
    static final String SCRIPT = read();
    /** For a frame of another site, which is a process of its own that a command to the browser may not reach. */
    static final String IN_PAGE = "<script>" + SCRIPT + "</script>";

    private Instruments() {}

    private static String read() {
        try (InputStream script = Instruments.class.getResourceAsStream("instruments.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
