package hakaru.ingest.http;

import java.util.Optional;

/** What a beacon's query says. */
sealed interface BeaconQuery {
    record Valid(String ad, long value, Optional<String> id) implements BeaconQuery {}

    record Invalid(Rejection reason) implements BeaconQuery {}
}
