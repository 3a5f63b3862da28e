package hakaru.testkit;

/** A broker that a test can stop and start again: it keeps its records and its address. */
interface KafkaServer {
    String bootstrapServers();

    void start();

    /** Idempotent. */
    void stop();

    /** Stops the server for good and removes its records. */
    void discard();
}
