package hakaru.deploy.k8s;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As much of KEDA's v1alpha1 as our manifests use: KEDA has no Java model. Names and what is required as in its CRDs. */
final class Keda {
    private Keda() {}

    record ScaledObject(
            String apiVersion,
            String kind,
            JsonNode metadata,
            @JsonProperty(required = true) Spec spec) {
        record Spec(
                @JsonProperty(required = true) ScaleTargetRef scaleTargetRef,
                @Nullable Integer minReplicaCount,
                @Nullable Integer maxReplicaCount,
                @Nullable Advanced advanced,
                @JsonProperty(required = true) List<Trigger> triggers) {}

        record ScaleTargetRef(
                @Nullable String apiVersion,
                @Nullable String kind,
                @JsonProperty(required = true) String name) {}

        record Advanced(@Nullable HorizontalPodAutoscalerConfig horizontalPodAutoscalerConfig) {}

        record HorizontalPodAutoscalerConfig(@Nullable Behavior behavior) {}

        record Behavior(
                @Nullable ScalingRules scaleUp, @Nullable ScalingRules scaleDown) {}

        record ScalingRules(@Nullable Integer stabilizationWindowSeconds) {}

        record Trigger(
                @JsonProperty(required = true) String type,
                @JsonProperty(required = true) Map<String, String> metadata,
                @Nullable AuthenticationRef authenticationRef) {}

        record AuthenticationRef(
                @JsonProperty(required = true) String name) {}
    }

    record TriggerAuthentication(
            String apiVersion,
            String kind,
            JsonNode metadata,
            @JsonProperty(required = true) Sources spec) {
        record Sources(
                @Nullable List<Reference> secretTargetRef,
                @Nullable List<Reference> configMapTargetRef) {}

        record Reference(
                @JsonProperty(required = true) String parameter,
                @JsonProperty(required = true) String name,
                @JsonProperty(required = true) String key) {}
    }
}
