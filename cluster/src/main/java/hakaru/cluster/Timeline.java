package hakaru.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import hakaru.cluster.report.Incident;
import hakaru.cluster.report.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The seconds of a load, and what a fault has cost in them. */
record Timeline(List<Second> seconds) {
    Timeline {
        seconds = List.copyOf(seconds);
    }

    /** Takes over what kakeru's report says of each second, to the request. */
    static Timeline exactly(List<Second> seconds, JsonNode report) {
        List<Second> exact = new ArrayList<>();
        for (int i = 0; i < seconds.size(); i++) {
            exact.add(i < report.size() ? seconds.get(i).exactly(report.get(i)) : seconds.get(i));
        }
        return new Timeline(exact);
    }

    /** Measures each of all rounds: what comes after the next round has begun is the next one's. */
    List<Incident> measure(List<List<Incident>> rounds) {
        List<Incident> measured = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            double until = i + 1 < rounds.size() ? begin(rounds.get(i + 1)) : Double.MAX_VALUE;
            rounds.get(i).forEach(incident -> measured.add(measure(incident, until)));
        }
        return measured;
    }

    private static double begin(List<Incident> round) {
        return round.stream().mapToDouble(Incident::from).min().orElse(Double.MAX_VALUE);
    }

    Incident measure(Incident incident, double until) {
        List<Second> own = seconds.stream()
                .filter(second -> second.end() > incident.from() && second.end() <= until)
                .toList();
        if (own.isEmpty()) {
            // After the load: it has measured itself.
            return incident;
        }
        return new Incident(
                incident.kind(),
                incident.target(),
                incident.from(),
                incident.to(),
                (int) own.stream().filter(second -> !second.answersAll()).count(),
                after(own, incident.to(), Second::answersAll),
                after(own, incident.to(), Second::isFresh),
                incident.failure());
    }

    Requests requests(JsonNode kakeru) {
        return new Requests(
                kakeru.at("/requests/sent").asLong(),
                kakeru.at("/requests/accepted").asLong(),
                kakeru.at("/requests/failed").asLong(),
                kakeru.at("/requests/unknown").asLong(),
                longestGap(),
                kakeru.at("/latency/p99").asDouble(),
                kakeru.at("/freshness/p99").asDouble(),
                kakeru.at("/freshness/max").asDouble());
    }

    /** The longest stretch of seconds without one answer of 200. */
    private int longestGap() {
        int longest = 0;
        int gap = 0;
        for (Second second : seconds) {
            gap = second.accepted() == 0 && second.due() > 0 ? gap + 1 : 0;
            longest = Math.max(longest, gap);
        }
        return longest;
    }

    private static double after(List<Second> own, double mended, Predicate<Second> good) {
        return own.stream()
                .filter(good.negate())
                .mapToDouble(second -> Math.max(0, second.end() - mended))
                .max()
                .orElse(0);
    }
}
