package hakaru.runtime.config;

import java.util.Collection;

/** Everything that is wrong with a configuration, one line a problem. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfigurationException(Collection<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
