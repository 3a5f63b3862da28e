package hakaru.deploy.k8s;

import java.nio.file.Path;
import java.util.Locale;

/** What can be deployed. */
enum Overlay {
    DEV,
    PRODUCTION;

    @SuppressWarnings("ImmutableEnumChecker") // Whoever plants an error changes a copy.
    private final Manifests rendered = Kustomization.render(directory());

    Path directory() {
        return Path.of("..", "k8s", "overlays", name().toLowerCase(Locale.ROOT));
    }

    /** A copy, which the caller may change. */
    Manifests manifests() {
        return rendered.copy();
    }
}
