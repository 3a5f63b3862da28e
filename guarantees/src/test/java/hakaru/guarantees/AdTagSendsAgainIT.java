package hakaru.guarantees;

import static hakaru.guarantees.AdPage.AD;
import static hakaru.guarantees.AdPage.ASKED;
import static org.assertj.core.api.Assertions.assertThat;

import hakaru.testkit.Await;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API could not store the ad tag sends again with the id that it had, a few times, and the page sees no error. */
class AdTagSendsAgainIT extends OnAdPage {
    @Test
    void shouldNotDisturbThePageWhenTheApiIsUnavailable() {
        page.open(AD + page.tag(503));

        page.assertAsked(ASKED);
        assertThat(page.browser().console()).as("the browser's own line").hasSizeLessThanOrEqualTo(1);
    }

    /** The stand-in is of the page's own origin, or of another site: then the browser shows no answer, and refuses a 503. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSendAgainWithTheSameIdWhatTheApiCouldNotStore(boolean foreign) {
        String api = page.site().standInApi(503);
        page.open(AD + "<script async src='" + (foreign ? PublisherSite.asAnotherSite(api) : api) + "'></script>");
        page.assertAsked(ASKED);

        page.site().standInAnswers(200);
        page.browser().passTime(SECOND.multipliedBy(2));
        page.assertAsked(ASKED, ASKED);
        page.browser().passTime(SECOND.multipliedBy(60));

        page.assertAsked(ASKED, ASKED);
        assertThat(page.site().ids()).hasSize(2);
        assertThat(Set.copyOf(page.site().ids())).singleElement().asString().matches("[0-9A-Za-z._~-]{1,64}");
    }

    @Test
    void shouldGiveUpAfterAFewTries() {
        page.open(AD + page.tag(503));
        page.assertAsked(ASKED);

        page.browser().passTime(SECOND.multipliedBy(2));
        page.assertAsked(ASKED, ASKED);
        page.browser().passTime(SECOND.multipliedBy(8));
        page.assertAsked(ASKED, ASKED, ASKED);
        page.browser().passTime(SECOND.multipliedBy(32));
        page.assertAsked(ASKED, ASKED, ASKED, ASKED);
        page.browser().passTime(SECOND.multipliedBy(3_600));

        page.assertAsked(ASKED, ASKED, ASKED, ASKED);
        assertThat(Set.copyOf(page.site().ids())).hasSize(1);
    }

    @Test
    void shouldNotSendAgainWhatTheApiRefuses() {
        page.open(AD + page.tag(400));
        page.assertAsked(ASKED);

        page.browser().passTime(SECOND.multipliedBy(60));

        page.assertAsked(ASKED);
    }

    @Test
    void shouldGiveEachImpressionAnIdOfItsOwn() {
        page.open(AD.repeat(50) + tag);

        Await.until("all asked", Browser.LIMIT, () -> page.site().ids().size() == 50);
        assertThat(page.site().ids()).doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveIdsWhereThereIsNoRandomUuid() {
        page.open("<script>delete Crypto.prototype.randomUUID</script>" + AD.repeat(3) + tag);

        page.assertAsked(ASKED, ASKED, ASKED);
        assertThat(page.site().ids()).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9A-Za-z._~-]{1,64}"));
    }

    /** What waits to be sent again goes when the page may be gone. */
    @Test
    void shouldSendAtOnceWhatWaitsToBeSentAgainWhenThePageIsHidden() {
        page.open(AD + page.tag(503));
        page.assertAsked(ASKED);
        page.browser().beacons();
        page.site().standInAnswers(200);

        page.browser().hide();
        Await.until("sent again", Browser.LIMIT, () -> page.site().requests().size() == 2);
        page.browser().show();

        assertThat(page.site().requests()).containsExactly(ASKED, ASKED);
        assertThat(Set.copyOf(page.site().ids())).hasSize(1);
    }
}
