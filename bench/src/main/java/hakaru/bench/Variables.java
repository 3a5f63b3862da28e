package hakaru.bench;

import java.util.HashMap;
import java.util.Map;

/** The environment of this process, with what a measurement sets over it. */
final class Variables {
    private Variables() {}

    static Map<String, String> with(String name, String value) {
        return with(Map.of(name, value));
    }

    static Map<String, String> with(Map<String, String> over) {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.putAll(over);
        return variables;
    }
}
