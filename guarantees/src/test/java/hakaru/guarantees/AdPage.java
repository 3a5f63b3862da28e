package hakaru.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import java.nio.file.Path;
import java.util.List;

/** A page with the ad tag in a real browser; what stands in for the API notes what it is asked, and answers as it is told. */
record AdPage(PublisherSite site, Browser browser) implements AutoCloseable {
    static final String AD = "<div data-hakaru='a'>ad</div>";
    static final String ASKED = "GET name=a&value=0";
    private static final String WATCH_FOR_ERRORS =
            "<script>window.errors = []; onerror = onunhandledrejection = e => { errors.push('' + (e.reason || e)) }</script>";

    static AdPage start(BrowserKind kind, Path directory) throws Exception {
        PublisherSite site = PublisherSite.start();
        try {
            return new AdPage(site, kind.start(directory));
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
    }

    /** Leaves what the test before has left. */
    void begin() {
        browser.show();
        browser.visit(site.page("/before", ""));
        browser.console();
    }

    /** The element that loads the tag from a stand-in which forgets what it was asked and answers each beacon with this status. */
    String tag(int status) {
        return "<script async src='" + site.standInApi(status) + "'></script>";
    }

    /** Opens a page with this body, and waits until what is visible was noticed. */
    void open(String body) {
        browser.open(watched(body));
    }

    /** Opens it where nothing is visible. */
    void visit(String body) {
        browser.visit(watched(body));
    }

    private String watched(String body) {
        return site.page("/page", WATCH_FOR_ERRORS + body);
    }

    /** Asserts that the API was asked this and nothing more, once all are answered, and that the page has seen no error. */
    void assertAsked(String... requests) {
        Await.until("asked", Browser.LIMIT, () -> site.requests().size() >= requests.length);
        browser.beacons();
        assertThat(site.requests()).containsExactlyInAnyOrder(requests);
        assertThat(browser.run("return window.errors")).isEqualTo(List.of());
    }

    @Override
    public void close() {
        browser.close();
        site.close();
    }
}
