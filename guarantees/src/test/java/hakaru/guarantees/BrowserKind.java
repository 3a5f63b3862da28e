package hakaru.guarantees;

import java.nio.file.Path;

/** The browsers that the ad tag is tested in. */
enum BrowserKind {
    CHROMIUM {
        @Override
        Browser start(Path profile) {
            return Chromium.start(profile);
        }
    },
    FIREFOX {
        @Override
        Browser start(Path profile) {
            return Firefox.start(profile);
        }
    };

    /** Starts one with the instruments of {@code instruments.js}; skips the test where it is not installed. */
    abstract Browser start(Path profile);
}
