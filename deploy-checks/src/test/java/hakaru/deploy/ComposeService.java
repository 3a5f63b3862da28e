package hakaru.deploy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One service of docker-compose.yml, its fields as they stand there, with anchors and merges resolved. */
record ComposeService(String name, Map<?, ?> fields) {
    /** The field's value; empty when the service does not have it. */
    String text(String field) {
        Object value = fields.get(field);
        return value == null ? "" : value.toString();
    }

    List<String> list(String field) {
        return fields.get(field) instanceof Collection<?> values
                ? values.stream().map(Object::toString).toList()
                : List.of();
    }

    Map<?, ?> map(String field) {
        return fields.get(field) instanceof Map<?, ?> values ? values : Map.of();
    }

    /** The variables it is given, not interpolated. */
    Map<String, String> environment() {
        return map("environment").entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toString(),
                        entry -> entry.getValue().toString()));
    }

    /** Which service it waits for, and until when. */
    Map<String, String> conditions() {
        return map("depends_on").entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toString(),
                        entry -> entry.getValue() instanceof Map<?, ?> condition
                                ? String.valueOf(condition.get("condition"))
                                : "none"));
    }

    /** The module whose image it runs; empty for an image of others. */
    String module() {
        return map("build").get("args") instanceof Map<?, ?> arguments ? String.valueOf(arguments.get("MODULE")) : "";
    }

    /** Whether it does something once, instead of going on. */
    boolean isJob() {
        return text("restart").equals("no");
    }

    @Override
    public String toString() {
        return name;
    }
}
