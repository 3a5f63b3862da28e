package hakaru.ingest.traffic;

import hakaru.contract.InvalidReason;
import hakaru.contract.Invalidity;
import hakaru.runtime.LatestUsed;
import hakaru.runtime.management.Meters;
import hakaru.runtime.management.ReasonCounters;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Judges by a request's headers whether its impression is valid. It looks at the User-Agent, remembers the verdicts on those
 * that came last, in this process only, and passes none on. Confined to its event loop.
 */
public final class TrafficJudge {
    /** Some hundred browsers make nearly all requests. */
    private static final int REMEMBERED = 1_000;

    /** What identifies a program stands at the beginning; the longest of browsers have some 300 characters. */
    private static final int MAX_LENGTH = 512;

    /** Chromium's and the standard's, Safari's and the older Chromium's, Firefox's. */
    private static final List<CharSequence> PURPOSES = List.of(
            HttpHeaders.createOptimized("Sec-Purpose"),
            HttpHeaders.createOptimized("Purpose"),
            HttpHeaders.createOptimized("X-Moz"));

    private static final Pattern AHEAD = Pattern.compile("prefetch|prerender", Pattern.CASE_INSENSITIVE);
    private static final BotList BOTS = BotList.load();

    private final AdList ads;
    private final ReasonCounters<Invalidity> invalid;
    private final Map<String, Boolean> verdicts = new LatestUsed<>(REMEMBERED);

    public TrafficJudge(AdList ads, MeterRegistry registry) {
        this.ads = ads;
        this.invalid = new ReasonCounters<>(
                new Meters(registry)
                        .counters(
                                "hakaru.ingest.invalid",
                                "Beacons judged invalid; those that are answered 200 are counted like the others, and among"
                                        + " the invalid, too."),
                "reason",
                EnumSet.complementOf(EnumSet.of(Invalidity.INVALIDITY_NONE, Invalidity.UNRECOGNIZED)),
                InvalidReason::nameOf);
    }

    /** Why the impression of an ad is invalid, if it is; one without a User-Agent is not for that. */
    public Invalidity judge(String ad, MultiMap headers) {
        Invalidity verdict = verdict(ad, headers);
        if (verdict != Invalidity.INVALIDITY_NONE) {
            invalid.increment(verdict);
        }
        return verdict;
    }

    /** The first reason that holds. */
    private Invalidity verdict(String ad, MultiMap headers) {
        if (!ads.has(ad)) {
            return Invalidity.INVALIDITY_UNLISTED;
        }
        if (isAhead(headers)) {
            return Invalidity.INVALIDITY_PREFETCH;
        }
        return isBot(headers) ? Invalidity.INVALIDITY_BOT : Invalidity.INVALIDITY_NONE;
    }

    /** Whether the page was fetched before anybody asked for it, and perhaps nobody will. */
    private static boolean isAhead(MultiMap headers) {
        for (CharSequence name : PURPOSES) {
            String purpose = headers.get(name);
            if (purpose != null && AHEAD.matcher(purpose).find()) {
                return true;
            }
        }
        return false;
    }

    private boolean isBot(MultiMap headers) {
        String agent = headers.get(HttpHeaders.USER_AGENT);
        if (agent == null) {
            return false;
        }
        String known = agent.length() > MAX_LENGTH ? agent.substring(0, MAX_LENGTH) : agent;
        Boolean verdict = verdicts.get(known);
        if (verdict == null) {
            verdict = BOTS.has(known);
            verdicts.put(known, verdict);
        }
        return verdict;
    }

    /** How many verdicts are remembered. */
    int remembered() {
        return verdicts.size();
    }
}
