package hakaru.guarantees;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that look at the ad tag on an {@link AdPage} alone, in each kind of browser. */
@ParameterizedClass
@EnumSource
abstract class OnAdPage {
    static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    static Path directory;

    static AdPage page;

    /** Which a class's tests run in; JUnit asks somebody to take it. */
    @Parameter
    @SuppressWarnings({"NullAway.Init", "unused"})
    private BrowserKind kind;

    /** The element that loads the tag; the API stores all. */
    String tag = "";

    @BeforeParameterizedClassInvocation
    static void start(BrowserKind kind) throws Exception {
        page = AdPage.start(kind, directory.resolve(kind.name()));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        page.close();
    }

    @BeforeEach
    void begin() {
        page.begin();
        tag = page.tag(200);
    }
}
