package hakaru.deploy.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where kubectl is installed, our rendering is compared with that of kustomize itself; elsewhere this is skipped. */
class KustomizeTest {
    /** The first kubectl with a kustomize that has components. */
    private static final int OLDEST_MINOR = 21;

    private static final Pattern MINOR = Pattern.compile("\"minor\": \"(\\d+)");
    private static final Pattern HASHED = Pattern.compile("name: ([a-z-]+)-[a-z0-9]{10}\\n");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void shouldRenderAsKustomizeDoes(Overlay overlay) throws IOException, InterruptedException {
        assumeTrue(isInstalled(), "there is no kubectl here");

        Manifests ours = overlay.manifests();
        String rendered = run("kubectl", "kustomize", overlay.directory().toString());

        Map<String, JsonNode> theirs = byId(Manifests.of(Yaml.documents(withPlainNames(rendered, ours))));
        assertThat(theirs.keySet()).isEqualTo(byId(ours).keySet());
        byId(ours).forEach((id, manifest) -> assertThat(theirs.get(id)).as(id).isEqualTo(manifest));
    }

    private static Map<String, JsonNode> byId(Manifests manifests) {
        Map<String, JsonNode> byId = new TreeMap<>();
        manifests.all().forEach(manifest -> byId.put(manifest.id(), manifest.json()));
        assertThat(byId).hasSameSizeAs(manifests.all());
        return byId;
    }

    /** Takes the hash off the names of generated ConfigMaps. */
    private static String withPlainNames(String rendered, Manifests ours) {
        return HASHED.matcher(rendered).replaceAll(hashed -> {
            boolean isGenerated = ours.find("ConfigMap", hashed.group(1)).isPresent();
            return isGenerated ? "name: " + hashed.group(1) + "\n" : hashed.group();
        });
    }

    private boolean isInstalled() throws InterruptedException {
        try {
            Matcher minor = MINOR.matcher(run("kubectl", "version", "--client", "--output=json"));
            return minor.find() && Integer.parseInt(minor.group(1)) >= OLDEST_MINOR;
        } catch (IOException e) {
            return false;
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
