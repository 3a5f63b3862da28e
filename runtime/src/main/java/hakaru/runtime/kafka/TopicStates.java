package hakaru.runtime.kafka;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** Several topics as Kafka describes them; the first one is the topic that is counted. */
record TopicStates(List<TopicState> topics) {
    /** Asks Kafka; each question is bounded by the administrative client's own timeout. */
    static TopicStates read(Admin admin, List<String> names) throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> descriptions =
                admin.describeTopics(names).allTopicNames().get();
        List<ConfigResource> resources =
                names.stream().map(TopicStates::resource).toList();
        Map<ConfigResource, Config> settings =
                admin.describeConfigs(resources).all().get();
        return new TopicStates(names.stream()
                .map(name -> new TopicState(
                        Objects.requireNonNull(descriptions.get(name)),
                        Objects.requireNonNull(settings.get(resource(name)))))
                .toList());
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    TopicState input() {
        return topics.get(0);
    }

    List<String> problems(TopicRules rules) {
        return topics.stream()
                .flatMap(topic -> rules.problems(topic, input()).stream())
                .toList();
    }

    List<String> raisesNeeded(TopicRules rules) {
        return topics.stream()
                .flatMap(topic -> rules.raiseNeeded(topic, input()).stream())
                .toList();
    }
}
