package hakaru.ingest.publish;

/** What became of an impression. */
public sealed interface PublishOutcome {
    /**
     * Kafka has it on all in-sync replicas.
     *
     * @param offset negative where Kafka does not say it
     */
    record Acknowledged(int partition, long offset) implements PublishOutcome {}

    /** It was not published, or nobody knows. */
    record Unavailable(Unavailability reason, Counted counted) implements PublishOutcome {}
}
