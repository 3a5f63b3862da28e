package hakaru.guarantees;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hakaru.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** Debian's Chromium without a window, 1,000 by 1,000 pixels. */
final class Browser implements AutoCloseable {
    static final int VIEWPORT = 1_000;

    private static final String INSTRUMENTS = instruments();
    /** For a frame of another site, which is a process of its own that the browser's command does not reach. */
    static final String INSTRUMENTS_IN_PAGE = "<script>" + INSTRUMENTS + "</script>";

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts one with the instruments of {@code instruments.js}; skips the test where there is no Chromium. */
    static Browser start(Path profile) {
        Browser browser = startPlain(profile);
        browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", INSTRUMENTS));
        return browser;
    }

    /** Starts one in which time passes by itself and pages are alone; skips the test where there is no Chromium. */
    static Browser startPlain(Path profile) {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "needs Debian's packages chromium and chromium-driver");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                // Chromium's sandbox refuses root, which is who runs in many a container.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile);
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.driver.manage().timeouts().scriptTimeout(LIMIT).pageLoadTimeout(LIMIT);
        browser.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", VIEWPORT, "height", VIEWPORT, "deviceScaleFactor", 1, "mobile", false));
        return browser;
    }

    private static String instruments() {
        try (InputStream script = Browser.class.getResourceAsStream("instruments.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Opens a page and waits until its script has run and what is visible was noticed. */
    void open(String url) {
        driver.get(url);
        settle();
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    /** Waits until the observers have reported what is visible now. Not in a hidden tab, which has no frames. */
    void settle() {
        driver.executeAsyncScript("window.afterFrames(arguments[0])");
    }

    /** Scrolls so that the top of the viewport is at a height of the page, in pixels. */
    void scrollTo(int top) {
        run("window.scrollTo(0, " + top + ")");
        settle();
    }

    void passTime(Duration time) {
        run("window.passTime(" + time.toMillis() + ")");
    }

    /** The ads of all beacons of the document, in their order, once each was answered. */
    List<?> beacons() {
        Await.until("all beacons answered", LIMIT, () ->
                (boolean) run("return window.beacons.every(beacon => beacon.status !== null)"));
        return (List<?>) run("return window.beacons.map(beacon => beacon.ad)");
    }

    /** What the console has shown since it was asked last. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
