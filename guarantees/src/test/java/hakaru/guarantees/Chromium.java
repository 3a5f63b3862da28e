package hakaru.guarantees;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** Debian's Chromium without a window, driven through its chromedriver. */
final class Chromium implements Browser {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts one with the instruments of {@code instruments.js}; skips the test where there is no Chromium. */
    static Chromium start(Path profile) {
        Chromium browser = startPlain(profile);
        browser.command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", Instruments.SCRIPT));
        return browser;
    }

    /** Starts one in which time passes by itself and pages are alone; skips the test where there is no Chromium. */
    static Chromium startPlain(Path profile) {
        assumeTrue(isInstalled(), "needs Debian's packages chromium and chromium-driver");
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
        Chromium browser = new Chromium(new ChromeDriver(service, options));
        browser.driver.manage().timeouts().scriptTimeout(LIMIT).pageLoadTimeout(LIMIT);
        browser.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", VIEWPORT, "height", VIEWPORT, "deviceScaleFactor", 1, "mobile", false));
        return browser;
    }

    static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }

    ChromeDriver driver() {
        return driver;
    }

    @Override
    public void visit(String url) {
        driver.get(url);
    }

    @Override
    public Object run(String script) {
        return Objects.requireNonNullElse(driver.executeScript(script), "");
    }

    @Override
    public void settle() {
        driver.executeAsyncScript("window.afterFrames(arguments[0])");
    }

    @Override
    public void enterFrame() {
        driver.switchTo().frame(0);
    }

    @Override
    public void leaveFrame() {
        driver.switchTo().defaultContent();
    }

    @Override
    public void hide() {
        driver.manage().window().minimize();
    }

    @Override
    public void show() {
        driver.manage().window().maximize();
    }

    @Override
    public List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
