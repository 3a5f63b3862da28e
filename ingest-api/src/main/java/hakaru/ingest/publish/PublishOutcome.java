package hakaru.ingest.publish;

/** What became of an impression. */
public sealed interface PublishOutcome {
    /** Kafka has it on all in-sync replicas. */
    record Acknowledged() implements PublishOutcome {
        static final Acknowledged INSTANCE = new Acknowledged();
    }

    /** It was not published, or nobody knows. */
    record Unavailable(Unavailability reason, Counted counted) implements PublishOutcome {}
}
