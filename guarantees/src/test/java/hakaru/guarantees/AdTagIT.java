package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.aggregator.Aggregator;
import hakaru.ingest.IngestApi;
import hakaru.sink.MysqlSink;
import hakaru.testkit.Await;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The ad tag counts what the definition of a view says, each once: a real browser at one end, MySQL at the other. */
@ParameterizedClass
@EnumSource
class AdTagIT {
    /** Far below the first viewport. */
    private static final int TOP = 3_000;

    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    static Path directory;

    private static Pipeline pipeline;
    private static MysqlSink sink;
    private static Aggregator aggregator;
    private static IngestApi api;
    private static PublisherSite site;
    private static Browser browser;

    private final BrowserKind kind;
    private String ad = "";

    AdTagIT(BrowserKind kind) {
        this.kind = kind;
    }

    @BeforeParameterizedClassInvocation
    static void startBrowser(BrowserKind kind) {
        browser = kind.start(directory.resolve(kind.name()));
    }

    @AfterParameterizedClassInvocation
    static void stopBrowser() {
        browser.close();
    }

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.onShared();
        sink = pipeline.startSink();
        aggregator = pipeline.startAggregator();
        api = pipeline.startIngestApi();
        site = PublisherSite.start();
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {site, api, aggregator, sink}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @BeforeEach
    void nameTheAd(TestInfo test) {
        browser.show();
        ad = kind + " " + test.getTestMethod().orElseThrow().getName() + " " + test.getDisplayName();
    }

    @ParameterizedTest
    @CsvSource({"300, 250, 124, 0", "300, 250, 125, 1", "970, 250, 74, 0", "970, 250, 75, 1"})
    void shouldCountAViewFromHalfOfThePixelsOnOr30PercentOfALargeAd(int width, int height, int visible, int views) {
        browser.open(viewPage(width, height));

        browser.scrollTo(TOP - Browser.VIEWPORT + visible);
        browser.passTime(SECOND);

        assertCounted(views);
    }

    @ParameterizedTest
    @CsvSource({"900, 0", "1100, 1"})
    void shouldCountAViewAfterOneSecond(long millis, int views) {
        browser.open(viewPage(300, 250));

        browser.scrollTo(TOP);
        browser.passTime(Duration.ofMillis(millis));
        browser.scrollTo(0);
        browser.passTime(SECOND);

        assertCounted(views);
    }

    @Test
    void shouldBeginTheSecondAgainWhenTheAdComesBack() {
        browser.open(viewPage(300, 250));
        browser.scrollTo(TOP);
        browser.passTime(Duration.ofMillis(500));
        browser.scrollTo(0);
        browser.scrollTo(TOP);

        browser.passTime(Duration.ofMillis(900));
        assertCounted(0);

        browser.passTime(Duration.ofMillis(100));
        assertCounted(1);
    }

    @Test
    void shouldBeginTheSecondAgainWhenTheTabWasHidden() {
        browser.open(viewPage(300, 250));
        browser.scrollTo(TOP);
        browser.passTime(Duration.ofMillis(500));

        browser.hide();
        browser.awaitVisibility("hidden");
        browser.passTime(SECOND);
        assertCounted(0);

        browser.show();
        browser.awaitVisibility("visible");
        browser.settle();
        browser.passTime(Duration.ofMillis(900));
        assertCounted(0);
        browser.passTime(Duration.ofMillis(100));
        assertCounted(1);
    }

    @Test
    void shouldCountEachOfTenAdsOnce() {
        List<String> ads = IntStream.range(0, 10).mapToObj(i -> ad + " " + i).toList();
        StringBuilder body = new StringBuilder();
        ads.forEach(name -> body.append("<div data-hakaru='").append(name).append("'>ad</div>"));
        browser.open(page(body + tag() + tag()));

        browser.run("document.body.append(document.querySelector('div'))");
        browser.settle();

        assertThat(browser.beacons())
                .as("also with the tag twice and an ad moved")
                .isEqualTo(ads);
        ads.forEach(name -> assertThat(impressions(name)).isEqualTo(1));
    }

    @Test
    void shouldFindAnAdInsertedLater() {
        browser.open(page(tag()));
        assertCounted(0);

        browser.run("document.body.insertAdjacentHTML('beforeend', `<p><b data-hakaru='" + ad + "'>ad</b></p>`)");
        browser.settle();

        assertCounted(1);
    }

    @Test
    void shouldKeepABeaconThatNavigationFollowsAtOnce() throws Exception {
        String next = site.page("/next", "next");
        browser.visit(page("<div data-hakaru='" + ad + "'>ad</div>" + tag("onload='location.href=\"" + next + "\"'")));

        Await.until("counted", Pipeline.LIMIT, () -> impressions(ad) == 1);
        Await.until("left", Pipeline.LIMIT, () -> next.equals(browser.run("return location.href")));
    }

    @Test
    void shouldCountAViewInAFrameOfAnotherSite() {
        String frame = PublisherSite.asAnotherSite(site.page("/frame", Instruments.IN_PAGE + ad(300, 250) + tag()));
        browser.open(
                page("<div style='height:" + TOP + "px'></div><iframe style='border:0;width:300px;height:250px' src='"
                        + frame + "'></iframe><div style='height:3000px'></div>"));
        browser.enterFrame();
        browser.passTime(SECOND);
        assertThat(browser.beacons()).isEmpty();

        browser.leaveFrame();
        browser.scrollTo(TOP);
        browser.enterFrame();
        browser.settle();
        browser.passTime(SECOND);

        assertCounted(1);
        browser.leaveFrame();
    }

    @Test
    void shouldWorkUnderAStrictContentSecurityPolicy() {
        String policy = "default-src 'none'; script-src " + origin() + "; connect-src " + origin();

        browser.open(site.page("/csp", "<div data-hakaru='" + ad + "'>ad</div>" + tag(), policy));

        assertCounted(1);
    }

    /** A sandbox that allows no scripts is to its document what a browser without JavaScript is to a page. */
    @Test
    void shouldCountWithoutJavaScript() {
        String document = tag() + "<noscript>" + image("no script", "1") + "</noscript>";

        browser.visit(page(
                "<iframe sandbox srcdoc=\"" + document.replace("&", "&amp;").replace("\"", "&quot;") + "\"></iframe>"));

        Await.until("counted", Pipeline.LIMIT, () -> impressions("no script") > 0);
    }

    @Test
    void shouldCountEachImageOfAPageThatRunsNoScripts() {
        String images = IntStream.range(0, 3).mapToObj(n -> image(ad, "" + n)).collect(Collectors.joining());

        browser.visit(site.page("/images", images, "script-src 'none'; img-src " + origin()));

        Await.until("counted", Pipeline.LIMIT, () -> impressions(ad) == 3);
    }

    @Test
    void shouldCountTwoHundredAdsOfOnePage() {
        browser.open(page(("<div data-hakaru='" + ad + "'>ad</div>").repeat(200) + tag()));

        assertCounted(200);
    }

    @Test
    void shouldCountTwoHundredAdsOfAPageThatIsLeftAtOnce() {
        String next = site.page("/next", "next");

        browser.visit(page(("<div data-hakaru='" + ad + "'>ad</div>").repeat(200)
                + tag("onload='location.href=\"" + next + "\"'")));

        Await.until("counted", Pipeline.LIMIT, () -> impressions(ad) == 200);
    }

    @Test
    void shouldCountEachViewOfASinglePageApplication() {
        browser.open(page("<div data-hakaru='" + ad + "'>stays</div><main></main>" + tag()));

        browser.run("history.pushState({}, '', '#one');" + view("one"));
        browser.settle();
        assertThat(browser.beacons()).as("a view made anew needs no call").isEqualTo(List.of(ad, ad + " one"));
        browser.run("history.pushState({}, '', '#two');" + view("two") + "hakaru.pageView()");
        browser.settle();

        assertThat(browser.beacons()).isEqualTo(List.of(ad, ad + " one", ad, ad + " two"));
        assertThat(impressions(ad)).isEqualTo(2);
        assertThat(impressions(ad + " one")).isEqualTo(1);
        assertThat(impressions(ad + " two")).isEqualTo(1);
    }

    private String view(String name) {
        return "document.querySelector('main').innerHTML = `<div data-hakaru='" + ad + " " + name + "'>ad</div>`;";
    }

    @Test
    void shouldCountAgainAfterAPageView() {
        browser.open(page("<div data-hakaru='" + ad + "'>ad</div>" + tag()));

        browser.run("hakaru.pageView(); hakaru.send('" + ad + "', 7)");

        assertCounted(3);
    }

    /** The page has sent that many beacons, all answered 200, and they are what MySQL has counted. */
    private void assertCounted(int views) {
        assertThat(browser.beacons()).isEqualTo(Collections.nCopies(views, ad));
        assertThat(impressions(ad)).isEqualTo(views);
    }

    /** Waits for all that has come to be counted first: what is not there then never was. */
    private static long impressions(String name) {
        long sent = pipeline.recount().impressions();
        Await.until("all counted", Pipeline.LIMIT, () -> pipeline.counts().ledgerImpressions() >= sent);
        return pipeline.counts().impressionsOf(name);
    }

    private String viewPage(int width, int height) {
        return page("<div style='height:" + TOP + "px'></div>" + ad(width, height) + "<div style='height:3000px'></div>"
                + tag());
    }

    private String ad(int width, int height) {
        return "<div data-hakaru='" + ad + "' data-hakaru-on='view' style='width:" + width + "px;height:" + height
                + "px'>ad</div>";
    }

    private static String page(String body) {
        return site.page("/page", body);
    }

    private static String image(String name, String n) {
        return "<img src='" + pipeline.beaconUrl() + "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "&amp;value=0&amp;n=" + n + "' width='1' height='1' alt=''>";
    }

    private static String origin() {
        return pipeline.beaconUrl().replace("/hakaru", "");
    }

    private static String tag() {
        return tag("");
    }

    private static String tag(String attributes) {
        return "<script async src='" + pipeline.beaconUrl().replace("/hakaru", "/tag.js") + "' " + attributes
                + "></script>";
    }
}
