package hakaru.runtime.config;

/** A value that never prints. */
public record Secret(String value) {
    static final String MASK = "***";

    @Override
    public String toString() {
        return MASK;
    }
}
