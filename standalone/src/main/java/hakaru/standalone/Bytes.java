package hakaru.standalone;

import java.util.Locale;

/** Spells numbers of bytes for people. */
final class Bytes {
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;

    private Bytes() {}

    /** In whole megabytes, or in gigabytes with one digit: 0 MB, 335 MB, 1.2 GB. */
    static String text(long bytes) {
        return bytes < GIGA
                ? String.format(Locale.ROOT, "%.0f MB", bytes / MEGA)
                : String.format(Locale.ROOT, "%.1f GB", bytes / GIGA);
    }
}
