package hakaru.deploy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Renders a directory as kustomize does, with the fields that our kustomizations use; any other one is an error. One thing
 * is left out: generated ConfigMaps keep their plain names. {@link KustomizeTest} compares this with the original.
 */
final class Kustomization {
    private static final Set<String> FIELDS = Set.of(
            "apiVersion", "kind", "namespace", "resources", "components", "configMapGenerator", "images", "patches");

    private final Path directory;
    private final ObjectNode fields;
    private final List<ObjectNode> objects;

    private Kustomization(Path directory, List<ObjectNode> objects) {
        this.directory = directory;
        this.fields = Yaml.documents(directory.resolve("kustomization.yaml")).get(0);
        this.objects = objects;
    }

    /** Renders what stands in a directory with a {@code kustomization.yaml}. */
    static Manifests render(Path directory) {
        List<ObjectNode> objects = new ArrayList<>();
        new Kustomization(directory, objects).accumulate();
        return Manifests.of(objects);
    }

    private void accumulate() {
        fields.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException(directory + ": the field " + field + " is not rendered here");
            }
        });
        fields.path("resources").forEach(path -> addResources(directory.resolve(path.asText())));
        // A component works on what has come together so far.
        fields.path("components")
                .forEach(path -> new Kustomization(directory.resolve(path.asText()), objects).accumulate());
        fields.path("configMapGenerator").forEach(this::generate);
        fields.path("patches").forEach(this::patch);
        fields.path("images").forEach(this::setImage);
        if (fields.has("namespace")) {
            objects.forEach(this::setNamespace);
        }
    }

    private void addResources(Path path) {
        if (Files.isDirectory(path)) {
            List<ObjectNode> below = new ArrayList<>();
            new Kustomization(path, below).accumulate();
            objects.addAll(below);
            return;
        }
        objects.addAll(Yaml.documents(path));
    }

    private void generate(JsonNode generator) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        generator.path("literals").forEach(literal -> {
            String[] nameAndValue = literal.asText().split("=", 2);
            data.put(nameAndValue[0], nameAndValue[1]);
        });
        generator.path("files").forEach(file -> data.put(file.asText(), read(directory.resolve(file.asText()))));
        String name = generator.path("name").asText();
        if (generator.path("behavior").asText("create").equals("merge")) {
            ((ObjectNode) find("ConfigMap", name).path("data")).setAll(data);
            return;
        }
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        map.put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", name);
        map.set("data", data);
        objects.add(map);
    }

    private void patch(JsonNode patch) {
        JsonNode target = patch.path("target");
        ObjectNode object =
                find(target.path("kind").asText(), target.path("name").asText());
        Yaml.value(patch.path("patch").asText()).forEach(operation -> JsonPatch.apply(object, operation));
    }

    /** A patch for, or a merge into, what is not there is a mistake. */
    private ObjectNode find(String kind, String name) {
        return objects.stream()
                .filter(object -> new Manifest(object).id().equals(kind + "/" + name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(directory + ": there is no " + kind + "/" + name));
    }

    private void setImage(JsonNode image) {
        String name = image.path("name").asText();
        String replacement =
                image.path("newName").asText(name) + ":" + image.path("newTag").asText();
        for (ObjectNode object : objects) {
            for (JsonNode container : object.findParents("image")) {
                if (container.path("image").asText().startsWith(name + ":")) {
                    ((ObjectNode) container).put("image", replacement);
                }
            }
        }
    }

    private void setNamespace(ObjectNode object) {
        if (!object.path("kind").asText().equals("Namespace")) {
            object.withObject("/metadata")
                    .put("namespace", fields.path("namespace").asText());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
