package hakaru.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class KafkaForTestsIT {
    @Test
    void shouldShareOneBroker() {
        assertThat(TestKafka.shared()).isSameAs(TestKafka.shared());
        assertThat(TestKafka.shared().newTopicPrefix())
                .isNotEqualTo(TestKafka.shared().newTopicPrefix());
        assertThatThrownBy(() -> TestKafka.shared().stop()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldStartItsOwnBrokerAgainWhereItWas() throws Exception {
        try (TestKafka kafka = TestKafka.own()) {
            String topic = kafka.newTopicPrefix() + "impressions";
            String address = kafka.bootstrapServers();
            kafka.createTopic(topic, 3);

            kafka.stop();
            kafka.start();

            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            assertThat(topics(kafka)).contains(topic);
        }
    }

    private static Set<String> topics(TestKafka kafka) throws Exception {
        try (Admin admin = kafka.admin()) {
            return admin.listTopics().names().get(30, TimeUnit.SECONDS);
        }
    }
}
