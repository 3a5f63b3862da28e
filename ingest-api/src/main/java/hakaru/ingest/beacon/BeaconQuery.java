package hakaru.ingest.beacon;

/** What a beacon's query turned out to be. */
public sealed interface BeaconQuery permits Beacon, Rejection {}
