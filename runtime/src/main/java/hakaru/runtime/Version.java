package hakaru.runtime;

import java.util.Optional;

/** The release a class comes from, as its jar's manifest says. */
public final class Version {
    private Version() {}

    public static String of(Class<?> type) {
        return Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse("(unpackaged)");
    }
}
