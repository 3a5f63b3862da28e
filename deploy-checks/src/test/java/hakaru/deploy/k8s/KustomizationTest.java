package hakaru.deploy.k8s;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What kustomize would refuse, or what our rendering cannot do, is an error and no silence. */
class KustomizationTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void writeAResource() throws IOException {
        Files.writeString(directory.resolve("map.yaml"), "{kind: ConfigMap, metadata: {name: map}, data: {a: b}}");
    }

    @Test
    void shouldRefuseAFieldThatIsNotRenderedHere() {
        assertRefused("{resources: [map.yaml], commonLabels: {a: b}}", "commonLabels");
    }

    @Test
    void shouldRefuseAResourceThatIsNotThere() {
        assertRefused("{resources: [maps.yaml]}", "cannot read");
    }

    @Test
    void shouldRefuseAPatchForWhatIsNotThere() {
        assertRefused(
                "{resources: [map.yaml], patches: [{target: {kind: ConfigMap, name: x}, patch: '[]'}]}",
                "there is no ConfigMap/x");
    }

    @Test
    void shouldRefuseAPatchOfAPathThatIsNotThere() {
        assertRefused(
                "{resources: [map.yaml], patches: [{target: {kind: ConfigMap, name: map},"
                        + " patch: '[{op: replace, path: /data/b, value: c}]'}]}",
                "there is nothing to apply it to");
    }

    @Test
    void shouldRefuseAMergeIntoWhatIsNotThere() {
        assertRefused(
                "{resources: [map.yaml], configMapGenerator: [{name: x, behavior: merge, literals: [a=b]}]}",
                "there is no ConfigMap/x");
    }

    @Test
    void shouldRefuseAKeyThatIsThereTwice() {
        assertRefused("{resources: [map.yaml], resources: [map.yaml]}", "cannot be read");
    }

    private void assertRefused(String kustomization, String message) {
        assertThatThrownBy(() -> {
                    Files.writeString(directory.resolve("kustomization.yaml"), kustomization);
                    Kustomization.render(directory);
                })
                .hasMessageContaining(message);
    }
}
