package hakaru.runtime.kafka;

import hakaru.runtime.config.ClientProperties;
import hakaru.runtime.config.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Where Kafka is, and what the pipeline's topics look like there; the same for all services.
 *
 * @param client settings for every client, such as those for TLS and SASL
 */
public record KafkaConfig(String bootstrapServers, ClientProperties client, TopicSpec topics) {
    /** How long one administrative request may take; callers that must succeed ask again. */
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(5);

    public static KafkaConfig from(Settings settings) {
        return new KafkaConfig(
                settings.string("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092", "Brokers to find the cluster by."),
                settings.client(
                        "KAFKA_CLIENT_",
                        AdminClientConfig.configDef().configKeys(),
                        Set.of(
                                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                                AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
                                CommonClientConfigs.CLIENT_ID_CONFIG),
                        "Settings for every Kafka client: KAFKA_CLIENT_SECURITY_PROTOCOL becomes security.protocol."),
                TopicSpec.from(settings));
    }

    /** The name of a topic in this deployment. */
    public String topic(String name) {
        return topics.prefix() + name;
    }

    /** What every client of this process starts from. */
    public Map<String, Object> clientProperties(String clientId) {
        Map<String, Object> properties = new HashMap<>(client.values());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return properties;
    }

    public Admin admin(String clientId) {
        Map<String, Object> properties = clientProperties(clientId);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ADMIN_TIMEOUT.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ADMIN_TIMEOUT.toMillis());
        return Admin.create(properties);
    }
}
