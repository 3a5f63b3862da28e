package hakaru.deploy.k8s;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The operations {@code add}, {@code replace} and {@code remove} of RFC 6902. What they replace or remove, and where they
 * add, must be there.
 */
final class JsonPatch {
    private JsonPatch() {}

    /** Applies one operation to {@code target}, which it changes. */
    static void apply(ObjectNode target, JsonNode operation) {
        JsonPointer path = JsonPointer.compile(operation.path("path").asText());
        JsonNode parent = target.at(path.head());
        String key = path.last().getMatchingProperty();
        if (parent instanceof ObjectNode object) {
            apply(object, key, operation);
            return;
        }
        if (parent instanceof ArrayNode array) {
            apply(array, key, operation);
            return;
        }
        throw new IllegalArgumentException("there is nothing at " + path.head() + " for " + operation);
    }

    private static void apply(ObjectNode parent, String key, JsonNode operation) {
        switch (operation.path("op").asText()) {
            case "add" -> parent.set(key, value(operation));
            case "replace" -> {
                require(parent.has(key), operation);
                parent.set(key, value(operation));
            }
            case "remove" -> require(parent.remove(key) != null, operation);
            default -> throw new IllegalArgumentException("only add, replace and remove, not " + operation);
        }
    }

    private static void apply(ArrayNode parent, String key, JsonNode operation) {
        switch (operation.path("op").asText()) {
            case "add" -> parent.insert(key.equals("-") ? parent.size() : Integer.parseInt(key), value(operation));
            case "replace" -> {
                require(parent.has(Integer.parseInt(key)), operation);
                parent.set(Integer.parseInt(key), value(operation));
            }
            case "remove" -> require(parent.remove(Integer.parseInt(key)) != null, operation);
            default -> throw new IllegalArgumentException("only add, replace and remove, not " + operation);
        }
    }

    private static JsonNode value(JsonNode operation) {
        require(operation.has("value"), operation);
        return operation.get("value").deepCopy();
    }

    private static void require(boolean holds, JsonNode operation) {
        if (!holds) {
            throw new IllegalArgumentException("there is nothing to apply it to: " + operation);
        }
    }
}
