package hakaru.ingest.beacon;

import java.util.Optional;

/** What a beacon's query says. */
public sealed interface BeaconQuery {
    record Valid(String ad, long value, Optional<String> id) implements BeaconQuery {}

    record Invalid(Rejection reason) implements BeaconQuery {}
}
