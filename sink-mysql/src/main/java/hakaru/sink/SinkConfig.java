package hakaru.sink;

import hakaru.runtime.Backoff;
import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.config.Endpoint;
import hakaru.runtime.config.Settings;
import hakaru.runtime.kafka.KafkaConfig;
import hakaru.sink.mysql.MysqlConfig;
import hakaru.sink.writer.CountsConsumer;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * What the sink can be told from outside.
 *
 * @param instanceId a name that stays the same over restarts, so that a quick restart moves no partition
 * @param retry the pauses between attempts while MySQL does not take the counts
 */
public record SinkConfig(
        KafkaConfig kafka,
        MysqlConfig mysql,
        Endpoint management,
        ClientProperties consumer,
        Optional<String> instanceId,
        Backoff retry,
        SideWork sideWork) {
    public static final String PREFIX = "SINK_";
    private static final int MANAGEMENT_PORT = 9083;

    /**
     * What the sink looks after beside adding counts.
     *
     * @param rollUpInterval how often seconds are rolled up
     * @param finalAfter how much later than its end a period can be final, rounded up to whole seconds
     * @param newAds how many ads a minute may be new
     */
    public record SideWork(Duration rollUpInterval, Duration finalAfter, int newAds) {
        public SideWork {
            if (rollUpInterval.toMillis() < 1 || finalAfter.isNegative() || newAds < 0) {
                throw new IllegalArgumentException(
                        ("SINK_ROLL_UP_INTERVAL must be a millisecond or more, SINK_FINAL_AFTER and SINK_NEW_ADS"
                                        + " not below 0, but they are %s, %s and %d")
                                .formatted(rollUpInterval, finalAfter, newAds));
            }
            // The views have seconds, and must not say final before days are closed.
            finalAfter =
                    Duration.ofSeconds(finalAfter.plusSeconds(1).minusNanos(1).toSeconds());
        }

        static SideWork from(Settings settings) {
            return new SideWork(
                    settings.duration(
                            "SINK_ROLL_UP_INTERVAL",
                            "10s",
                            Duration.ofMillis(100),
                            Duration.ofMinutes(5),
                            "How often seconds are added up to minutes, hours and days; until then the views do it."),
                    settings.duration(
                            "SINK_FINAL_AFTER",
                            "10s",
                            Duration.ofSeconds(1),
                            Duration.ofMinutes(10),
                            "How much later than its end a period can be final: INGEST_ACK_TIMEOUT and by how much clocks differ."),
                    settings.integer(
                            "SINK_NEW_ADS",
                            10_000,
                            1,
                            1_000_000,
                            "How many ads a minute may be new and get rows of their own; what is beyond is counted as (unlisted)."));
        }
    }

    public static SinkConfig from(Settings settings) {
        KafkaConfig kafka = KafkaConfig.from(settings);
        return new SinkConfig(
                kafka,
                MysqlConfig.from(settings),
                Endpoint.management(settings, PREFIX, MANAGEMENT_PORT),
                settings.client(
                        "SINK_CONSUMER_",
                        ConsumerConfig.configDef().configKeys(),
                        CountsConsumer.guarded(kafka),
                        "Settings of the consumer: SINK_CONSUMER_MAX_POLL_RECORDS becomes max.poll.records."),
                settings.optional(
                        "SINK_INSTANCE_ID",
                        "A name of this sink that outlives a restart, for static membership in the consumer group."),
                settings.section(SinkConfig::retry),
                SideWork.from(settings));
    }

    private static Backoff retry(Settings settings) {
        Duration first = settings.duration(
                "SINK_RETRY_FIRST",
                "100ms",
                Duration.ofMillis(10),
                Duration.ofSeconds(10),
                "Pause before the first retry while MySQL does not take the counts.");
        Duration longest = settings.duration(
                "SINK_RETRY_LONGEST",
                "10s",
                Duration.ofMillis(10),
                Duration.ofMinutes(5),
                "Longest pause between retries; they never end.");
        try {
            return new Backoff(first, longest);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "SINK_RETRY_LONGEST must not be shorter than SINK_RETRY_FIRST: " + e.getMessage(), e);
        }
    }
}
