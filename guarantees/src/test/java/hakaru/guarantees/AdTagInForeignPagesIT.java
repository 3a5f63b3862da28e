package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.adtag.AdTag;
import hakaru.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a page does to the browser's own names and functions, its ads are asked for once each, and it sees no error. */
@ParameterizedClass
@EnumSource
class AdTagInForeignPagesIT {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String WATCH_FOR_ERRORS =
            "<script>window.errors = []; onerror = onunhandledrejection = e => { errors.push('' + (e.reason || e)) }</script>";
    private static final String AD = "<div data-hakaru='a'>ad</div>";
    private static final String ASKED = "GET name=a&value=0";

    @TempDir
    static Path directory;

    private static PublisherSite site;
    private static Browser browser;

    private String tag = "";

    AdTagInForeignPagesIT(BrowserKind kind) {
        assertThat(kind).isNotNull();
    }

    @BeforeAll
    static void start() throws Exception {
        site = PublisherSite.start();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeParameterizedClassInvocation
    static void startBrowser(BrowserKind kind) {
        browser = kind.start(directory.resolve(kind.name()));
    }

    @AfterParameterizedClassInvocation
    static void stopBrowser() {
        browser.close();
    }

    @BeforeEach
    void standIn() {
        browser.show();
        browser.visit(site.page("/before", ""));
        tag = "<script async src='" + site.standInApi(200) + "'></script>";
        browser.console();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div id='hakaru'></div>",
                "<form name='hakaru'><input name='send'></form>",
                "<img name='hakaru'>",
                "<iframe name='hakaru'></iframe>",
                "<iframe name='hakaru' srcdoc='<script>var send = 1</script>'></iframe>",
                "<object id='hakaru'></object>"
            })
    void shouldNotTakeAnElementForItself(String element) {
        open(element + AD + tag);

        browser.run("hakaru.send('b', 2)");

        assertAsked(ASKED, "GET name=b&value=2");
    }

    @Test
    void shouldLeaveThePageItsOwnVariable() {
        open("<script>var hakaru = 'mine'</script>" + AD + tag + tag);

        assertAsked(ASKED);
        assertThat(browser.run("return hakaru")).isEqualTo("mine");
    }

    /** The names of all that the tag reads of document, and some that browsers may not have. */
    @ParameterizedTest
    @ValueSource(strings = {"<img name='%s'>", "<form name='%s'></form>", "<iframe name='%s'></iframe>"})
    void shouldReadPastTheNamesOfElements(String element) {
        StringBuilder body = new StringBuilder();
        for (String name : List.of(
                "currentScript",
                "visibilityState",
                "addEventListener",
                "querySelectorAll",
                "getAttribute",
                "shadowRoot",
                "prerendering",
                "nodeType",
                "fetch",
                "Request",
                "IntersectionObserver",
                "navigator")) {
            body.append(element.formatted(name));
        }

        open(body + AD + tag);
        browser.run("document.body.insertAdjacentHTML('beforeend', `<div data-hakaru=b>ad</div>`)");

        assertAsked(ASKED, "GET name=b&value=0");
    }

    @Test
    void shouldCountAFormWhoseFieldsBearTheBrowsersNames() {
        String fields = "<input name='getAttribute'><input name='querySelectorAll'><input name='shadowRoot'>"
                + "<input name='getBoundingClientRect'><input name='matches'><input name='nodeType'>";

        open("<form data-hakaru='a' data-hakaru-on='view'>" + fields + "</form>" + tag);
        browser.passTime(SECOND);

        assertAsked(ASKED);
    }

    /** Firefox before 133, older Safari: it ends with the page. */
    @Test
    void shouldCountEqualAdsWhereNoFetchOutlivesThePage() {
        open("<script>delete Request.prototype.keepalive</script>" + AD.repeat(3) + tag);

        assertAsked(ASKED, ASKED, ASKED);
    }

    @Test
    void shouldCountOnAfterANameCutInHalf() {
        open("<div id='cut'></div>" + AD + "<script>cut.setAttribute('data-hakaru', 'x\\ud83d')</script>" + tag);

        assertAsked(ASKED, "GET name=x\ufffd&value=0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fetch = url => { asked.push(url) }",
                "fetch = url => { asked.push(url); throw new Error('mine') }",
                "fetch = url => { asked.push(url); return 'no promise' }",
                "fetch = url => { asked.push(url); return Promise.reject(new Error('mine')) }",
                "fetch = url => { asked.push(url); return new Promise(() => {}) }"
            })
    void shouldSurviveAFetchThatIsNone(String fetch) {
        open("<script>window.asked = []; " + fetch + "</script>" + AD.repeat(3) + tag);

        assertThat(browser.run("return asked.length")).isEqualTo(3L);
        assertThat(browser.run("return errors")).isEqualTo(List.of());
    }

    @Test
    void shouldNotMakeAWrappedFetchAskForLeave() {
        open("<script>const real = fetch; fetch = (url, options) =>"
                + " real(url, { ...options, headers: { traceparent: '00-1', 'x-tenant': 'mine' } })</script>"
                + AD + tag);

        assertAsked(ASKED);
    }

    @Test
    void shouldSayWhyATextInThePageCountsNothing() {
        String text = new String(AdTag.load().plain(), StandardCharsets.UTF_8);

        open(AD + "<script>" + text + "</script>");

        assertAsked();
        assertThat(browser.console()).singleElement().asString().contains("no src");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type='module'", "type='module' async", "defer", ""})
    void shouldKnowWhereItIsFromHoweverItIsLoaded(String attributes) {
        open(AD + "<script " + attributes + " src='" + site.standInApi(200) + "'></script>");

        assertAsked(ASKED);
    }

    @Test
    void shouldCountInShadowRoots() {
        open("<div id='host'></div><p id='later'></p>" + "<script>"
                + "host.attachShadow({ mode: 'open' }).innerHTML = `<section id='in'></section>" + AD + "`;"
                + "host.shadowRoot.getElementById('in').attachShadow({ mode: 'open' }).innerHTML = `"
                + AD.replace("'a'", "'b'") + "`</script>" + tag);
        browser.run("host.shadowRoot.append(Object.assign(document.createElement('div'), { innerHTML: `"
                + AD.replace("'a'", "'c'") + "` }));"
                + "const closed = later.attachShadow({ mode: 'closed' }); closed.innerHTML = `"
                + AD.replace("'a'", "'d'")
                + "`; hakaru.watch(closed)");

        assertAsked(ASKED, "GET name=b&value=0", "GET name=c&value=0", "GET name=d&value=0");
    }

    @Test
    void shouldCountWhenItIsLoadedByAScriptInAShadowRoot() {
        open(AD + "<div id='host'></div><script>"
                + "const script = Object.assign(document.createElement('script'), { src: '" + site.standInApi(200)
                + "' });"
                + "host.attachShadow({ mode: 'open' }).append(script)</script>");

        assertAsked(ASKED);
    }

    /** More than a browser lets be in flight at once when they outlive their page. */
    @Test
    void shouldQueueWhatABrowserWouldRefuse() {
        open(IntStream.range(0, 600).mapToObj(i -> AD).reduce("", String::concat) + tag);

        Await.until("all asked", Browser.LIMIT, () -> site.requests().size() == 600);
        assertThat(site.requests()).containsOnly(ASKED);
    }

    /** Safari preloads what it expects to be opened; a tab in the background may never be looked at. */
    @Test
    void shouldBeginThePageViewOfAHiddenPageWhenItIsShown() {
        browser.hide();
        browser.awaitVisibility("hidden");
        browser.visit(site.page("/page", WATCH_FOR_ERRORS + AD + tag));
        browser.run("hakaru.pageView()");
        assertThat(browser.beacons()).isEmpty();

        browser.show();
        browser.awaitVisibility("visible");

        assertAsked(ASKED);
    }

    @Test
    void shouldCountAnElementThatBecomesAnotherAd() {
        open("<div id='slide' data-hakaru='a'>ad</div>" + tag);
        String name = "slide.setAttribute('data-hakaru', '%s');";

        browser.run(name.formatted("b"));
        browser.run(name.formatted("b"));
        browser.run("slide.removeAttribute('data-hakaru')");
        browser.run(name.formatted("a"));

        assertAsked(ASKED, "GET name=b&value=0", ASKED);
    }

    @Test
    void shouldBeginTheSecondOfAnotherAdAnew() {
        open("<div id='slide' data-hakaru='a' data-hakaru-on='view' style='height:250px'>ad</div>" + tag);
        browser.passTime(Duration.ofMillis(900));

        browser.run("slide.setAttribute('data-hakaru', 'b')");
        browser.settle();
        browser.passTime(Duration.ofMillis(900));
        assertAsked();
        browser.passTime(Duration.ofMillis(100));

        assertAsked("GET name=b&value=0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div style='float:left;width:300px;height:250px'></div>",
                "<script></script><p style='display:contents'><b style='float:left;width:300px;height:250px'></b></p>",
                "<div style='position:absolute;width:300px;height:250px'></div>"
            })
    void shouldSeeAnAdThatFloatsOutOfItsElement(String child) {
        open("<div data-hakaru='a' data-hakaru-on='view'>" + child + "</div>" + tag);

        awaitSeen();
    }

    @Test
    void shouldSeeAnAdThatComesIntoItsEmptyElement() {
        open("<div id='slot' data-hakaru='a' data-hakaru-on='view'></div>" + tag);
        browser.passTime(SECOND);
        assertAsked();

        browser.run("slot.innerHTML = `<img style='float:left;width:300px;height:250px'>`");

        awaitSeen();
    }

    @Test
    void shouldNotDisturbThePageWhenTheApiIsUnavailable() {
        open(AD + "<script async src='" + site.standInApi(503) + "'></script>");

        assertAsked(ASKED);
        assertThat(browser.console()).as("the browser's own line").hasSizeLessThanOrEqualTo(1);
    }

    /** The stand-in is of the page's own origin, or of another site: then the browser shows no answer, and refuses a 503. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSendAgainWithTheSameIdWhatTheApiCouldNotStore(boolean foreign) {
        String api = site.standInApi(503);
        open(AD + "<script async src='" + (foreign ? PublisherSite.asAnotherSite(api) : api) + "'></script>");
        assertAsked(ASKED);

        site.standInAnswers(200);
        browser.passTime(SECOND.multipliedBy(2));
        assertAsked(ASKED, ASKED);
        browser.passTime(SECOND.multipliedBy(60));

        assertAsked(ASKED, ASKED);
        assertThat(site.ids()).hasSize(2);
        assertThat(Set.copyOf(site.ids())).singleElement().asString().matches("[0-9A-Za-z._~-]{1,64}");
    }

    @Test
    void shouldGiveUpAfterAFewTries() {
        open(AD + "<script async src='" + site.standInApi(503) + "'></script>");
        assertAsked(ASKED);

        browser.passTime(SECOND.multipliedBy(2));
        assertAsked(ASKED, ASKED);
        browser.passTime(SECOND.multipliedBy(8));
        assertAsked(ASKED, ASKED, ASKED);
        browser.passTime(SECOND.multipliedBy(32));
        assertAsked(ASKED, ASKED, ASKED, ASKED);
        browser.passTime(SECOND.multipliedBy(3_600));

        assertAsked(ASKED, ASKED, ASKED, ASKED);
        assertThat(Set.copyOf(site.ids())).hasSize(1);
    }

    @Test
    void shouldNotSendAgainWhatTheApiRefuses() {
        open(AD + "<script async src='" + site.standInApi(400) + "'></script>");
        assertAsked(ASKED);

        browser.passTime(SECOND.multipliedBy(60));

        assertAsked(ASKED);
    }

    @Test
    void shouldGiveEachImpressionAnIdOfItsOwn() {
        open(AD.repeat(50) + tag);

        Await.until("all asked", Browser.LIMIT, () -> site.ids().size() == 50);
        assertThat(site.ids()).doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveIdsWhereThereIsNoRandomUuid() {
        open("<script>delete Crypto.prototype.randomUUID</script>" + AD.repeat(3) + tag);

        assertAsked(ASKED, ASKED, ASKED);
        assertThat(site.ids()).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9A-Za-z._~-]{1,64}"));
    }

    /** What waits to be sent again goes when the page may be gone. */
    @Test
    void shouldSendAtOnceWhatWaitsToBeSentAgainWhenThePageIsHidden() {
        open(AD + "<script async src='" + site.standInApi(503) + "'></script>");
        assertAsked(ASKED);
        browser.beacons();
        site.standInAnswers(200);

        browser.hide();
        Await.until("sent again", Browser.LIMIT, () -> site.requests().size() == 2);
        browser.show();

        assertThat(site.requests()).containsExactly(ASKED, ASKED);
        assertThat(Set.copyOf(site.ids())).hasSize(1);
    }

    private static void open(String body) {
        browser.open(site.page("/page", WATCH_FOR_ERRORS + body));
    }

    /** What floats is looked for a few times a second, so the second begins a little later. */
    private static void awaitSeen() {
        Await.until("asked", Browser.LIMIT, () -> {
            browser.passTime(SECOND);
            return !site.requests().isEmpty();
        });
        assertAsked(ASKED);
    }

    private static void assertAsked(String... requests) {
        Await.until("asked", Browser.LIMIT, () -> site.requests().size() >= requests.length);
        browser.beacons();
        assertThat(site.requests()).containsExactlyInAnyOrder(requests);
        assertThat(browser.run("return window.errors")).isEqualTo(List.of());
    }
}
