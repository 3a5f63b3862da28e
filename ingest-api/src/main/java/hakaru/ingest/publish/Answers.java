package hakaru.ingest.publish;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How many impressions were acknowledged, and how many were not, by reason. */
record Answers(long acknowledged, Map<Unavailability, Long> unavailable) {
    Answers minus(Answers before) {
        Map<Unavailability, Long> difference = new EnumMap<>(Unavailability.class);
        unavailable.forEach(
                (reason, count) -> difference.put(reason, count - before.unavailable.getOrDefault(reason, 0L)));
        return new Answers(acknowledged - before.acknowledged, difference);
    }

    long failed() {
        return unavailable.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The reasons there were, with their numbers, for people. */
    String reasons() {
        return unavailable.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
