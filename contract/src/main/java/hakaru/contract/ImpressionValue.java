package hakaru.contract;

/** The range of an impression's value: a whole number that fits in 32 bits without sign. */
public final class ImpressionValue {
    public static final long MAX = 0xFFFF_FFFFL;

    private ImpressionValue() {}

    /** Whether {@code value}, read as an unsigned 64-bit number, is allowed. */
    public static boolean isValid(long value) {
        return value >= 0 && value <= MAX;
    }
}
