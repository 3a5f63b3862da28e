package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.kubernetes.client.openapi.JSON;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every manifest has the fields of its kind, of the right types, and no other. */
final class Fields {
    private static final String MODELS = "io.kubernetes.client.openapi.models.";
    private static final Map<String, Class<?>> CUSTOM = Map.of(
            "kafka.strimzi.io/v1/Kafka", Kafka.class,
            "kafka.strimzi.io/v1/KafkaNodePool", KafkaNodePool.class,
            "kafka.strimzi.io/v1/KafkaTopic", KafkaTopic.class,
            "kafka.strimzi.io/v1/KafkaUser", KafkaUser.class,
            "monitoring.coreos.com/v1/PodMonitor", PodMonitor.class,
            "monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class,
            "keda.sh/v1alpha1/ScaledObject", Keda.ScaledObject.class,
            "keda.sh/v1alpha1/TriggerAuthentication", Keda.TriggerAuthentication.class);

    /** The models keep unknown fields aside for later versions; here they are to be errors. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private Fields() {}

    static List<String> problems(Manifests manifests) {
        return manifests.all().stream().flatMap(Fields::problems).toList();
    }

    private static Stream<String> problems(Manifest manifest) {
        String apiVersion = manifest.at("/apiVersion").asText();
        Class<?> custom = CUSTOM.get(apiVersion + "/" + manifest.kind());
        try {
            if (custom == null) {
                checkCore(apiVersion, manifest);
            } else {
                JsonNode kept = STRICT.valueToTree(STRICT.treeToValue(manifest.json(), custom));
                return lost("/spec", manifest.at("/spec"), kept.at("/spec"))
                        .map(value -> manifest.id() + ": " + value + " is no value its kind knows");
            }
            return Stream.empty();
        } catch (ReflectiveOperationException e) {
            return Stream.of(manifest.id() + ": " + (e.getCause() == null ? e : e.getCause()));
        } catch (IOException | RuntimeException e) {
            return Stream.of(manifest.id() + ": " + e.getMessage());
        }
    }

    /** Words that reading and writing has lost: that is how the models take an unknown constant. */
    private static Stream<String> lost(String path, JsonNode written, JsonNode kept) {
        if (written.isObject()) {
            return written.propertyStream()
                    .flatMap(field -> lost(path + "/" + field.getKey(), field.getValue(), kept.path(field.getKey())));
        }
        if (written.isArray()) {
            return IntStream.range(0, written.size())
                    .boxed()
                    .flatMap(index -> lost(path + "/" + index, written.path(index), kept.path(index)));
        }
        return !written.isTextual() || written.equals(kept) ? Stream.empty() : Stream.of(path + ": " + written);
    }

    /** Kubernetes' own: apps/v1 Deployment is V1Deployment. */
    private static void checkCore(String apiVersion, Manifest manifest) throws ReflectiveOperationException {
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        Class<?> model = Class.forName(MODELS + version.toUpperCase(Locale.ROOT) + manifest.kind());
        JsonElement json = JsonParser.parseString(manifest.json().toString());
        model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
        // Finds a number that is none, which the check above passes over.
        var unused = JSON.getGson().fromJson(json, model);
    }
}
