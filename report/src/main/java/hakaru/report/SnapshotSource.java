package hakaru.report;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** Reads the database and Kafka and writes down both for the page. Confined to the thread that reads. */
final class SnapshotSource implements Supplier<Buffer> {
    private final LastValue<Counts> database;
    private final LastValue<AcceptedImpressions.Accepted> kafka;
    private final Clock clock;

    SnapshotSource(LastValue<Counts> database, LastValue<AcceptedImpressions.Accepted> kafka, Clock clock) {
        this.database = database;
        this.kafka = kafka;
        this.clock = clock;
    }

    @Override
    public Buffer get() {
        Instant now = clock.instant();
        // In this order: what Kafka has is at least what the ledger has counted.
        LastValue.Known<Counts> counts = database.read(now);
        return new Snapshot(now, counts, kafka.read(now)).toJson().toBuffer();
    }
}
