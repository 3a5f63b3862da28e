package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** One object as the cluster would get it. */
record Manifest(ObjectNode json) {
    String kind() {
        return json.path("kind").asText();
    }

    String name() {
        return json.at("/metadata/name").asText();
    }

    /** Kind and name, which tell it from every other one in its namespace. */
    String id() {
        return kind() + "/" + name();
    }

    /** The value at a JSON pointer; missing when there is none. */
    JsonNode at(String pointer) {
        return json.at(pointer);
    }

    /** All values of a field, however deep. */
    List<JsonNode> all(String field) {
        return json.findValues(field);
    }

    Manifest copy() {
        return new Manifest(json.deepCopy());
    }

    static List<JsonNode> items(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
    }
}
