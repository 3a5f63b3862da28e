package hakaru.ingest.producer;

/** What became of an impression. */
public sealed interface PublishOutcome {
    /**
     * Kafka has it on all in-sync replicas.
     *
     * @param offset negative where Kafka does not say it
     */
    record Acknowledged(int partition, long offset) implements PublishOutcome {}

    /**
     * It was not published, or nobody knows.
     *
     * @param mayBeStored whether Kafka may have it all the same: sent again, it may count twice
     */
    record Unavailable(Unavailability reason, boolean mayBeStored) implements PublishOutcome {
        /** It never was the producer's: sending it again counts it once. */
        public static Unavailable notStored(Unavailability reason) {
            return new Unavailable(reason, false);
        }

        public static Unavailable perhapsStored(Unavailability reason) {
            return new Unavailable(reason, true);
        }
    }
}
