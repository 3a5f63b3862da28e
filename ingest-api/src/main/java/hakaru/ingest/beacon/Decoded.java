package hakaru.ingest.beacon;

/** What percent-encoded text turned out to be. */
public sealed interface Decoded {
    record Text(String value) implements Decoded {}

    /** A percent sign without two hexadecimal digits after it. */
    record BrokenEscape() implements Decoded {}

    /** Bytes that are no text. */
    record BrokenUtf8() implements Decoded {}
}
