package hakaru.ingest.http;

/** What a beacon's query says. */
sealed interface BeaconQuery {
    record Valid(String ad, long value) implements BeaconQuery {}

    record Invalid(Rejection reason) implements BeaconQuery {}
}
