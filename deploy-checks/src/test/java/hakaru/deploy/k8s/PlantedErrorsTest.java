package hakaru.deploy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shows that each rule can fail: one error in a manifest that is right otherwise, and the rule names it. */
class PlantedErrorsTest {
    @ParameterizedTest
    @MethodSource("errors")
    void shouldFind(Planted planted) {
        Manifests manifests = planted.overlay().manifests();
        Manifest manifest = manifests.find(planted.object()).orElseThrow();

        JsonPatch.apply(manifest.json(), Yaml.value(planted.patch()));

        assertThat(planted.rule().problems(manifests))
                .anySatisfy(problem -> assertThat(problem).contains(planted.message()));
    }

    @Test
    void shouldPlantAnErrorForEveryRule() {
        assertThat(errors().map(Planted::rule)).contains(Rule.values());
    }

    @Test
    void shouldFindThatADefaultDenyIsGone() {
        Manifests manifests = Overlay.DEV.manifests();

        manifests.all().removeIf(manifest -> manifest.name().equals("default-deny"));

        assertThat(Rule.NETWORK.problems(manifests)).containsExactly("there is no policy that denies everything");
    }

    static Stream<Planted> errors() {
        return Stream.of(
                        ErrorsInFields.fields(),
                        ErrorsInFields.pods(),
                        ErrorsInRelations.selectorsAndPorts(),
                        ErrorsInRelations.targetsAndReferences(),
                        ErrorsInRelations.routes(),
                        ErrorsInRelations.flows(),
                        ErrorsInServices.environment(),
                        ErrorsInServices.lifecycle())
                .flatMap(Arrays::stream);
    }
}
