package hakaru.ingest.publish;

/** Opens producers that can send at once. */
@FunctionalInterface
interface ProducerSource {
    /**
     * Waits without limit until the new producer knows the topic.
     *
     * @throws org.apache.kafka.common.KafkaException when waiting would not help
     */
    OpenProducer open() throws InterruptedException;
}
