package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What a label selector selects. */
final class Labels {
    private Labels() {}

    /** Whether a selector, with {@code matchLabels} and {@code matchExpressions} of the operator In, takes these labels. */
    static boolean match(JsonNode selector, JsonNode labels) {
        return contain(selector.path("matchLabels"), labels)
                && Manifest.items(selector.path("matchExpressions")).stream()
                        .allMatch(expression -> matches(expression, labels));
    }

    /** Whether all of {@code expected} are among {@code labels}. */
    static boolean contain(JsonNode expected, JsonNode labels) {
        return expected.propertyStream().allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }

    /** The labels of which each makes a pod that {@code selector} should select; one with no pod is a mistake. */
    static List<JsonNode> valuesOf(JsonNode selector) {
        return Manifest.items(selector.path("matchExpressions")).stream()
                .flatMap(expression -> Manifest.items(expression.path("values")).stream())
                .toList();
    }

    private static boolean matches(JsonNode expression, JsonNode labels) {
        if (!expression.path("operator").asText().equals("In")) {
            throw new IllegalArgumentException("only the operator In is known here, not " + expression);
        }
        return Manifest.items(expression.path("values"))
                .contains(labels.path(expression.path("key").asText()));
    }
}
