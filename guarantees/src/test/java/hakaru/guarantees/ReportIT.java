package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import hakaru.testkit.TestDatabase;
import hakaru.testkit.TestKafka;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What standalone's report shows is what was counted: a real browser at one end, the whole pipeline at the other. */
class ReportIT {
    @TempDir
    static Path profile;

    private static Chromium browser;

    @BeforeAll
    static void start() {
        browser = Chromium.startPlain(profile);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void shouldSayWhatToDoWhenNothingIsCounted() throws Exception {
        try (ReportedPipeline pipeline = ReportedPipeline.onShared()) {
            open(pipeline.url());

            awaitText("try-title", "Nothing counted yet");
            assertThat(text("curl")).isEqualTo("curl -i \"" + pipeline.beaconUrl() + "?name=open&value=1\"");
            assertThat(find("[data-when=live]").isDisplayed()).isFalse();

            find(".try a").click();
            Await.until(
                    "the demo",
                    Pipeline.LIMIT,
                    () -> (pipeline.url() + "demo").equals(browser.driver().getCurrentUrl()));
        }
    }

    @Test
    void shouldShowWhatIsCountedAndThatTheBooksBalance() throws Exception {
        try (ReportedPipeline pipeline = ReportedPipeline.onShared()) {
            forgetFormerPages();
            open(pipeline.url());

            pipeline.send("open", 4_000_000_000L, 3);
            pipeline.send("%3Cb%3Ebold%3C/b%3E", 0, 2);

            awaitText("all-time", "5");
            awaitText("verdict", "Balanced");
            assertThat(List.of(text("accepted"), text("counted"), text("rejected"), text("on-the-way")))
                    .containsExactly("5", "5", "0", "0");
            assertThat(rows("today-rows")).containsExactly("open 3 0 12,000,000,000", "<b>bold</b> 2 0 0");
            assertThat(rows("today-total")).containsExactly("All ads 5 0 12,000,000,000");
            // The chart has the seconds that are over.
            Await.until(
                    "the chart's table",
                    Pipeline.LIMIT,
                    () -> rows("legend-total").get(0).endsWith(" 5"));
            assertThat(text("freshness")).startsWith("Newest impression at ").contains("UTC");
            Await.until("final_to", Pipeline.LIMIT, () -> text("freshness").contains("Final to "));
            assertThat(find("#chart canvas").getSize().getWidth()).isPositive();
            assertThat(browser.console())
                    .as("nothing that the page's policy refuses")
                    .isEmpty();
        }
    }

    @Test
    void shouldShowTheLargestAdsAndAllOthersTogether() throws Exception {
        try (ReportedPipeline pipeline = ReportedPipeline.onShared()) {
            for (int ad = 1; ad <= 25; ad++) {
                pipeline.send("ad-" + ad, 1, ad == 7 ? 2 : 1);
            }
            open(pipeline.url());

            Await.until(
                    "all ads in the chart's table",
                    Pipeline.LIMIT,
                    () -> rows("legend-total").get(0).endsWith(" 26"));
            assertThat(rows("legend"))
                    .hasSize(7)
                    .first()
                    .asString()
                    .startsWith("ad-7 ")
                    .endsWith(" 2");
            assertThat(rows("legend"))
                    .last()
                    .asString()
                    .startsWith("All other ads ")
                    .endsWith(" 19");
            assertThat(rows("today-rows")).hasSize(21).last().isEqualTo("5 other ads 5 0 5");
        }
    }

    @Test
    void shouldSayHowManyAreOnTheirWay() throws Exception {
        try (ReportedPipeline pipeline = ReportedPipeline.onShared()) {
            pipeline.send("open", 1, 2);
            open(pipeline.url());
            awaitText("verdict", "Balanced");
            pipeline.stopSink();

            pipeline.send("open", 1, 3);

            awaitText("verdict", "3 on their way");
            assertThat(List.of(text("accepted"), text("counted"))).containsExactly("5", "2");
        }
    }

    @Test
    void shouldKeepWhatItKnowsWhileTheDatabaseIsAway() throws Exception {
        try (TestDatabase database = TestDatabase.own();
                ReportedPipeline pipeline = ReportedPipeline.start(Pipeline.on(TestKafka.shared(), database))) {
            pipeline.send("open", 1, 2);
            open(pipeline.url());
            awaitText("all-time", "2");
            database.stop();

            awaitText("status", "Database away");
            pipeline.send("open", 1, 3);
            awaitText("verdict", "3 on their way");
            assertThat(text("notice")).contains("What you see is from", "wait in Kafka");
            assertThat(text("all-time")).isEqualTo("2");

            database.start();
            awaitText("status", "Live");
            awaitText("all-time", "5");
            awaitText("verdict", "Balanced");
            assertThat(find("#notice").isDisplayed()).isFalse();
        }
    }

    @Test
    void shouldSayWhenTheReportItselfIsGone() throws Exception {
        try (ReportedPipeline pipeline = ReportedPipeline.onShared()) {
            open(pipeline.url());
            awaitText("status", "Live");
        }

        awaitText("status", "No answer");
    }

    @Test
    void shouldCountTheAdsOfTheDemoThatWereSeen() throws Exception {
        try (ReportedPipeline pipeline = ReportedPipeline.onShared()) {
            forgetFormerPages();
            open(pipeline.url() + "demo");
            awaitText("sent", "2 of 5 ads counted");

            scrollToAd("demo-atlas");
            awaitText("sent", "3 of 5 ads counted");
            scrollToAd("demo-observatory");
            awaitText("sent", "4 of 5 ads counted");
            assertThat(browser.console())
                    .as("nothing that the page's policy refuses")
                    .isEmpty();
            find("nav a").click();

            awaitText("all-time", "4");
            awaitText("verdict", "Balanced");
            // A browser without a screen is a robot, and says so.
            assertThat(rows("today-rows"))
                    .containsExactly(
                            "demo-atlas 1 1 120", "demo-kettle 1 1 25", "demo-observatory 1 1 300", "demo-tea 1 1 0");
        }
    }

    @Test
    void shouldBeOfUseWithoutAPointer() throws Exception {
        try (ReportedPipeline pipeline = ReportedPipeline.onShared()) {
            pipeline.send("open", 1, 1);
            open(pipeline.url());
            awaitText("verdict", "Balanced");

            assertThat(focusedByTab(10))
                    .containsSubsequence("a", "a", "div#chart", "input#receipt", "a.button", "button#copy");

            find("#chart").sendKeys(Keys.HOME);
            assertThat(text("second-head")).startsWith("At ");
            assertThat(find("#said").getDomProperty("textContent")).endsWith(" UTC: 0 impressions");
            assertThat(find("#chart").getCssValue("outline-style")).isEqualTo("solid");
            find("#chart").sendKeys(Keys.ESCAPE);
            assertThat(text("second-head")).isEqualTo("Newest second");
        }
    }

    /** The page of a former test asks for what is gone by now. */
    private void forgetFormerPages() {
        open("about:blank");
        browser.console();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void shouldBeAccessible(String scheme) throws Exception {
        browser.command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        try (ReportedPipeline pipeline = ReportedPipeline.onShared()) {
            open(pipeline.url());
            awaitText("try-title", "Nothing counted yet");
            assertThat(violations()).as("empty").isEmpty();

            pipeline.send("open", 1, 1);
            awaitText("verdict", "Balanced");
            assertThat(violations()).as("live").isEmpty();

            open(pipeline.url() + "demo");
            awaitText("sent", "2 of 5 ads counted");
            assertThat(violations()).as("demo").isEmpty();
        }
    }

    private static void open(String url) {
        browser.driver().get(url);
    }

    private static WebElement find(String selector) {
        return browser.driver().findElement(By.cssSelector(selector));
    }

    private static String text(String id) {
        return find("#" + id).getText();
    }

    private static void awaitText(String id, String text) {
        Await.until("#" + id + " to be: " + text, Pipeline.LIMIT, () -> {
            assertThat(text(id)).isEqualTo(text);
            return true;
        });
    }

    /** The texts of a table's rows, cells separated by a space; in one step, because the page replaces them each second. */
    private static List<String> rows(String id) {
        List<String> rows = new ArrayList<>();
        Object texts = browser.run("return [...document.querySelectorAll('#" + id
                + " tr')].map(row => [...row.children].map(cell => cell.textContent).join(' '))");
        ((List<?>) texts).forEach(text -> rows.add((String) text));
        return rows;
    }

    private static void scrollToAd(String ad) {
        browser.run("document.querySelector(`[data-hakaru=" + ad
                + "]`).scrollIntoView({block: 'center', behavior: 'instant'})");
    }

    /** What has the focus after each press of the key, by element, id and class. */
    private static List<String> focusedByTab(int presses) {
        List<String> focused = new ArrayList<>();
        for (int i = 0; i < presses; i++) {
            browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
            focused.add((String) browser.run("const e = document.activeElement; return e.localName"
                    + " + (e.id ? '#' + e.id : '') + (e.className ? '.' + e.className : '')"));
        }
        return focused;
    }

    /** What axe-core finds wrong with the page. */
    private static List<?> violations() throws IOException {
        try (InputStream axe = ReportIT.class.getResourceAsStream("/axe.min.js")) {
            browser.run(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>) browser.driver().executeAsyncScript("""
                const done = arguments[0];
                axe.run().then(result => done(result.violations.map(violation =>
                    violation.id + ": " + violation.nodes.map(node => node.html + " " + node.failureSummary).join(" | "))),
                    error => done([String(error)]));
                """);
    }
}
