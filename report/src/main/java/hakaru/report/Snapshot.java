package hakaru.report;

import hakaru.runtime.kafka.TopicOffsets;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows, as it gets it: times in milliseconds since 1970 UTC, value sums as text because they may be more than
 * a JavaScript number holds, and null for what is not known yet.
 */
record Snapshot(Instant at, LastValue.Known<Counts> database, LastValue.Known<TopicOffsets> kafka) {
    static Snapshot take(Instant now, LastValue<Counts> database, LastValue<TopicOffsets> kafka) {
        // In this order: what Kafka has is at least what the ledger has counted.
        LastValue.Known<Counts> counts = database.read(now);
        return new Snapshot(now, counts, kafka.read(now));
    }

    JsonObject toJson() {
        Optional<Counts> counts = database.value();
        return new JsonObject()
                .put("at", at.toEpochMilli())
                .put("databaseAwaySince", millis(database.awaySince()))
                .put("kafkaAwaySince", millis(kafka.awaySince()))
                .put("accepted", kafka.value().map(TopicOffsets::sum).orElse(null))
                .put("counts", counts.map(Snapshot::counts).orElse(null))
                .put("books", books().map(Snapshot::books).orElse(null));
    }

    /** A number of Kafka's that is remembered only may be older than the ledger, and says nothing of it. */
    private Optional<Books> books() {
        return kafka.awaySince().isPresent()
                ? Optional.empty()
                : database.value().flatMap(known -> kafka.value().map(ends -> Books.of(ends, known)));
    }

    private static JsonObject counts(Counts counts) {
        return new JsonObject()
                .put("at", counts.at().toEpochMilli())
                .put("finalTo", counts.finalTo().toEpochMilli())
                .put("latestSecond", millis(counts.latestSecond()))
                .put("allTime", counts.impressionsOfAllTime())
                .put("window", window(counts.window()))
                .put("today", today(counts.today()));
    }

    private static JsonObject window(Window window) {
        JsonArray series = new JsonArray();
        window.series()
                .forEach(one -> series.add(
                        new JsonObject().put("ad", one.ad()).put("impressions", new JsonArray(one.impressions()))));
        return new JsonObject()
                .put("from", window.from().toEpochMilli())
                .put("series", series)
                .put("other", new JsonArray(window.other()));
    }

    private static JsonObject today(Counts.Today today) {
        JsonArray largest = new JsonArray();
        today.largest().forEach(ad -> largest.add(sum(ad.sum()).put("ad", ad.ad())));
        return sum(today.total())
                .put("day", today.day().toString())
                .put("ads", today.ads())
                .put("largest", largest);
    }

    private static JsonObject sum(Counts.Sum sum) {
        return new JsonObject()
                .put("impressions", sum.impressions())
                .put("invalid", sum.invalid())
                .put("valueSum", sum.valueSum().toString());
    }

    private static JsonObject books(Books books) {
        return new JsonObject()
                .put("accepted", books.accepted())
                .put("counted", books.counted())
                .put("repeated", books.repeated())
                .put("rejected", books.rejected())
                .put("onTheWay", books.onTheWay())
                .put("state", books.state().name());
    }

    private static @Nullable Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }
}
