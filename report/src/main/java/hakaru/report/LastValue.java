package hakaru.report;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the last value of a source that may be away. Confined to the thread that reads. */
final class LastValue<T> {
    private static final Logger LOG = LoggerFactory.getLogger(LastValue.class);

    private final String name;
    private final Source<T> source;
    private Optional<T> value = Optional.empty();
    private Optional<Instant> awaySince = Optional.empty();

    /** @param name as the subject of a sentence */
    LastValue(String name, Source<T> source) {
        this.name = name;
        this.source = source;
    }

    /** Something outside this process, which may throw whatever its client throws. */
    @FunctionalInterface
    interface Source<T> {
        T read(Instant now) throws Exception;
    }

    /**
     * What is known of a source.
     *
     * @param value the last one, empty before the first
     * @param awaySince the first failure since then, empty when the source has just answered
     */
    record Known<T>(Optional<T> value, Optional<Instant> awaySince) {}

    /** Asks the source; a failure leaves what was known before. */
    Known<T> read(Instant now) {
        try {
            value = Optional.of(source.read(now));
            awaySince.ifPresent(since -> LOG.info("{} answers the report again", name));
            awaySince = Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            away(now, e);
        } catch (Exception e) {
            away(now, e);
        }
        return new Known<>(value, awaySince);
    }

    private void away(Instant now, Exception failure) {
        if (awaySince.isEmpty()) {
            LOG.info("{} does not answer the report, which goes on asking: {}", name, failure.toString());
            awaySince = Optional.of(now);
        }
    }
}
