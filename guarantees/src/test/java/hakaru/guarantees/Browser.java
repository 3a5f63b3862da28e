package hakaru.guarantees;

import hakaru.testkit.Await;
import java.time.Duration;
import java.util.List;

/** A real browser without a window, 1,000 by 1,000 pixels, in whose pages time passes as the test says. */
interface Browser extends AutoCloseable {
    int VIEWPORT = 1_000;
    Duration LIMIT = Duration.ofSeconds(60);

    /** Goes to a page and waits until it is loaded. */
    void visit(String url);

    /** What a function with this body returns in the page, or in the frame that was entered; for nothing, an empty text. */
    Object run(String script);

    /** Waits until the observers have reported what is visible now. Not in a hidden tab, which has no frames. */
    void settle();

    void enterFrame();

    void leaveFrame();

    /** Hides the tab; {@link #awaitVisibility} says when it is. */
    void hide();

    void show();

    /** What the console has shown since it was asked last. */
    List<String> console();

    @Override
    void close();

    /** Goes to a page and waits until its script has run and what is visible was noticed. */
    default void open(String url) {
        visit(url);
        settle();
    }

    default void awaitVisibility(String state) {
        Await.until(state, LIMIT, () -> state.equals(run("return document.visibilityState")));
    }

    /** Scrolls so that the top of the viewport is at a height of the page, in pixels. */
    default void scrollTo(int top) {
        run("window.scrollTo(0, " + top + ")");
        settle();
    }

    default void passTime(Duration time) {
        run("window.passTime(" + time.toMillis() + ")");
    }

    /** The ads of all beacons of the document, in their order, once each was answered or has failed. */
    default List<?> beacons() {
        Await.until(
                "all beacons answered",
                LIMIT,
                () -> Boolean.TRUE.equals(run("return window.beacons.every(beacon => beacon.outcome)")));
        return run("return window.beacons.map(beacon => beacon.ad)") instanceof List<?> ads ? ads : List.of();
    }
}
