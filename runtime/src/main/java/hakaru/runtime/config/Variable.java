package hakaru.runtime.config;

/**
 * One environment variable that a configuration reads.
 *
 * @param fallback the text that stands when the variable is not set; empty when there is none
 */
public record Variable(String name, String fallback, String description) {}
