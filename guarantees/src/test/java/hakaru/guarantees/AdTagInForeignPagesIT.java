package hakaru.guarantees;

import static hakaru.guarantees.AdPage.AD;
import static hakaru.guarantees.AdPage.ASKED;
import static org.assertj.core.api.Assertions.assertThat;

import hakaru.adtag.AdTag;
import hakaru.testkit.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a page does to the browser's own names and functions, its ads are asked for once each, and it sees no error. */
class AdTagInForeignPagesIT extends OnAdPage {
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
        page.open(element + AD + tag);

        page.browser().run("hakaru.send('b', 2)");

        page.assertAsked(ASKED, "GET name=b&value=2");
    }

    @Test
    void shouldLeaveThePageItsOwnVariable() {
        page.open("<script>var hakaru = 'mine'</script>" + AD + tag + tag);

        page.assertAsked(ASKED);
        assertThat(page.browser().run("return hakaru")).isEqualTo("mine");
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

        page.open(body + AD + tag);
        page.browser().run("document.body.insertAdjacentHTML('beforeend', `<div data-hakaru=b>ad</div>`)");

        page.assertAsked(ASKED, "GET name=b&value=0");
    }

    @Test
    void shouldCountAFormWhoseFieldsBearTheBrowsersNames() {
        String fields = "<input name='getAttribute'><input name='querySelectorAll'><input name='shadowRoot'>"
                + "<input name='getBoundingClientRect'><input name='matches'><input name='nodeType'>";

        page.open("<form data-hakaru='a' data-hakaru-on='view'>" + fields + "</form>" + tag);
        page.browser().passTime(SECOND);

        page.assertAsked(ASKED);
    }

    /** Firefox before 133, older Safari: it ends with the page. */
    @Test
    void shouldCountEqualAdsWhereNoFetchOutlivesThePage() {
        page.open("<script>delete Request.prototype.keepalive</script>" + AD.repeat(3) + tag);

        page.assertAsked(ASKED, ASKED, ASKED);
    }

    @Test
    void shouldCountOnAfterANameCutInHalf() {
        page.open("<div id='cut'></div>" + AD + "<script>cut.setAttribute('data-hakaru', 'x\\ud83d')</script>" + tag);

        page.assertAsked(ASKED, "GET name=x\ufffd&value=0");
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
        page.open("<script>window.asked = []; " + fetch + "</script>" + AD.repeat(3) + tag);

        assertThat(page.browser().run("return asked.length")).isEqualTo(3L);
        assertThat(page.browser().run("return errors")).isEqualTo(List.of());
    }

    @Test
    void shouldNotMakeAWrappedFetchAskForLeave() {
        page.open("<script>const real = fetch; fetch = (url, options) =>"
                + " real(url, { ...options, headers: { traceparent: '00-1', 'x-tenant': 'mine' } })</script>"
                + AD + tag);

        page.assertAsked(ASKED);
    }

    @Test
    void shouldSayWhyATextInThePageCountsNothing() {
        String text = new String(AdTag.load().plain(), StandardCharsets.UTF_8);

        page.open(AD + "<script>" + text + "</script>");

        page.assertAsked();
        assertThat(page.browser().console()).singleElement().asString().contains("no src");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type='module'", "type='module' async", "defer", ""})
    void shouldKnowWhereItIsFromHoweverItIsLoaded(String attributes) {
        page.open(AD + "<script " + attributes + " src='" + page.site().standInApi(200) + "'></script>");

        page.assertAsked(ASKED);
    }

    @Test
    void shouldCountInShadowRoots() {
        page.open("<div id='host'></div><p id='later'></p>" + "<script>"
                + "host.attachShadow({ mode: 'open' }).innerHTML = `<section id='in'></section>" + AD + "`;"
                + "host.shadowRoot.getElementById('in').attachShadow({ mode: 'open' }).innerHTML = `"
                + AD.replace("'a'", "'b'") + "`</script>" + tag);
        page.browser()
                .run("host.shadowRoot.append(Object.assign(document.createElement('div'), { innerHTML: `"
                        + AD.replace("'a'", "'c'") + "` }));"
                        + "const closed = later.attachShadow({ mode: 'closed' }); closed.innerHTML = `"
                        + AD.replace("'a'", "'d'")
                        + "`; hakaru.watch(closed)");

        page.assertAsked(ASKED, "GET name=b&value=0", "GET name=c&value=0", "GET name=d&value=0");
    }

    @Test
    void shouldCountWhenItIsLoadedByAScriptInAShadowRoot() {
        page.open(AD + "<div id='host'></div><script>"
                + "const script = Object.assign(document.createElement('script'), { src: '"
                + page.site().standInApi(200)
                + "' });"
                + "host.attachShadow({ mode: 'open' }).append(script)</script>");

        page.assertAsked(ASKED);
    }

    /** More than a browser lets be in flight at once when they outlive their page. */
    @Test
    void shouldQueueWhatABrowserWouldRefuse() {
        page.open(IntStream.range(0, 600).mapToObj(i -> AD).reduce("", String::concat) + tag);

        Await.until("all asked", Browser.LIMIT, () -> page.site().requests().size() == 600);
        assertThat(page.site().requests()).containsOnly(ASKED);
    }

    /** Safari preloads what it expects to be opened; a tab in the background may never be looked at. */
    @Test
    void shouldBeginThePageViewOfAHiddenPageWhenItIsShown() {
        page.browser().hide();
        page.browser().awaitVisibility("hidden");
        page.visit(AD + tag);
        page.browser().run("hakaru.pageView()");
        assertThat(page.browser().beacons()).isEmpty();

        page.browser().show();
        page.browser().awaitVisibility("visible");

        page.assertAsked(ASKED);
    }

    @Test
    void shouldCountAnElementThatBecomesAnotherAd() {
        page.open("<div id='slide' data-hakaru='a'>ad</div>" + tag);
        String name = "slide.setAttribute('data-hakaru', '%s');";

        page.browser().run(name.formatted("b"));
        page.browser().run(name.formatted("b"));
        page.browser().run("slide.removeAttribute('data-hakaru')");
        page.browser().run(name.formatted("a"));

        page.assertAsked(ASKED, "GET name=b&value=0", ASKED);
    }

    @Test
    void shouldBeginTheSecondOfAnotherAdAnew() {
        page.open("<div id='slide' data-hakaru='a' data-hakaru-on='view' style='height:250px'>ad</div>" + tag);
        page.browser().passTime(Duration.ofMillis(900));

        page.browser().run("slide.setAttribute('data-hakaru', 'b')");
        page.browser().settle();
        page.browser().passTime(Duration.ofMillis(900));
        page.assertAsked();
        page.browser().passTime(Duration.ofMillis(100));

        page.assertAsked("GET name=b&value=0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div style='float:left;width:300px;height:250px'></div>",
                "<script></script><p style='display:contents'><b style='float:left;width:300px;height:250px'></b></p>",
                "<div style='position:absolute;width:300px;height:250px'></div>"
            })
    void shouldSeeAnAdThatFloatsOutOfItsElement(String child) {
        page.open("<div data-hakaru='a' data-hakaru-on='view'>" + child + "</div>" + tag);

        awaitSeen();
    }

    @Test
    void shouldSeeAnAdThatComesIntoItsEmptyElement() {
        page.open("<div id='slot' data-hakaru='a' data-hakaru-on='view'></div>" + tag);
        page.browser().passTime(SECOND);
        page.assertAsked();

        page.browser().run("slot.innerHTML = `<img style='float:left;width:300px;height:250px'>`");

        awaitSeen();
    }

    /** What floats is looked for a few times a second, so the second begins a little later. */
    private static void awaitSeen() {
        Await.until("asked", Browser.LIMIT, () -> {
            page.browser().passTime(SECOND);
            return !page.site().requests().isEmpty();
        });
        page.assertAsked(ASKED);
    }
}
