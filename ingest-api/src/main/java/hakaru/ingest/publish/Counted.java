package hakaru.ingest.publish;

/** Whether an impression that could not be published may be counted all the same. */
public enum Counted {
    /** It never was the producer's: sending it again counts it once. */
    NO,
    /** Kafka may have it: sending it again may count it twice. */
    UNKNOWN
}
