package hakaru.deploy.k8s;

import java.util.List;
import java.util.function.Function;

/** What must hold for every deployment; each rule is shown to fail by {@link PlantedErrorsTest}. */
enum Rule {
    KNOWN_FIELDS(Fields::problems),
    SELECTORS(Selectors::problems),
    PORTS(Ports::problems),
    TARGETS(Targets::problems),
    REFERENCES(References::problems),
    ENVIRONMENT(ServiceEnvironment::problems),
    STOPPING(Stopping::problems),
    IMAGES(PodRules::images),
    RESOURCES(PodRules::resources),
    SECURITY(PodRules::security),
    PROBES(Probes::problems),
    PARTITIONS(Partitions::problems),
    NETWORK(Network::problems),
    DNS(Dns::problems),
    ROUTES(Routes::problems);

    @SuppressWarnings("ImmutableEnumChecker") // References to static methods hold no state.
    private final Function<Manifests, List<String>> check;

    Rule(Function<Manifests, List<String>> check) {
        this.check = check;
    }

    /** What is wrong, each in a line that names the object. */
    List<String> problems(Manifests manifests) {
        return check.apply(manifests);
    }
}
