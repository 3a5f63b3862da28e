package hakaru.cluster.report;

import hakaru.cluster.Second;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says what a run is worth. */
final class Words {
    /** The promise about a killed broker is about the minute in which it is killed. */
    private static final double MINUTE = 60;

    private Words() {}

    static List<String> of(Result result) {
        List<String> words = new ArrayList<>();
        words.add(requests(result.requests()));
        words.add(books(result.sums()));
        if (!result.scenario().isEmpty() && !result.incidents().isEmpty()) {
            words.add(scenario(result));
        }
        result.ended().forEach(end -> words.add("note: " + end));
        result.incidents().stream()
                .filter(Incident::hasFailed)
                .forEach(incident -> words.add(
                        "FAILED: %s, %s: %s".formatted(incident.kind(), incident.target(), incident.failure())));
        words.add("%d faults on %s; repeat with %s"
                .formatted(result.incidents().size(), result.database(), result.command()));
        return words;
    }

    private static String requests(Requests requests) {
        return String.format(
                Locale.ROOT,
                "requests: %,d sent, %,d answered 200 (%.3f %%), %,d failed, %,d unknown; longest gap %d s; freshness p99 %,.0f ms, at most %,.0f ms",
                requests.sent(),
                requests.accepted(),
                requests.success(),
                requests.failed(),
                requests.unknown(),
                requests.longestGap(),
                requests.freshnessP99(),
                requests.freshnessMax());
    }

    private static String books(Sums sums) {
        return String.format(
                Locale.ROOT,
                "books: difference %,d (missing %,d, surplus %,d); in topics %,d, ledger %,d, %,d repeated and %,d rejected, seconds %,d, minutes %,d, hours %,d, days %,d",
                sums.difference(),
                sums.missing(),
                sums.surplus(),
                sums.topics(),
                sums.ledger(),
                sums.repeated(),
                sums.rejected(),
                sums.seconds(),
                sums.minutes(),
                sums.hours(),
                sums.days());
    }

    /** What was promised: of a killed broker for its minute, of a deploy for as long as it lasts. */
    private static String scenario(Result result) {
        double from = result.incidents().get(0).from();
        double last = result.incidents().get(result.incidents().size() - 1).to();
        double to = Math.max(last, from + MINUTE);
        List<Second> seconds = result.seconds().stream()
                .filter(second -> second.end() > from && second.end() <= to)
                .toList();
        double accepted = seconds.stream().mapToDouble(Second::accepted).sum();
        double lost = seconds.stream().mapToDouble(Second::lost).sum();
        return String.format(
                Locale.ROOT,
                "%s, %.0f s: %,.0f of %,.0f requests failed, %.3f %% were answered 200; latency p99 at most %,.0f ms in a second; counts behind by at most %.1f s",
                result.scenario(),
                to - from,
                lost,
                accepted + lost,
                100 * accepted / Math.max(1, accepted + lost),
                seconds.stream().mapToDouble(Second::p99).max().orElse(0),
                seconds.stream().mapToDouble(Second::behind).max().orElse(0));
    }
}
