package hakaru.kakeru.report;

import java.util.Locale;

/** Writes numbers as people read them. */
final class Figures {
    private Figures() {}

    static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String percent(double share) {
        // Rounded down: 99.9996 % is not all.
        return String.format(Locale.ROOT, "%.3f %%", Math.floor(share * 100_000) / 1_000);
    }

    static String time(double micros) {
        if (micros < 10_000) {
            return String.format(Locale.ROOT, "%.2f ms", micros / 1e3);
        }
        if (micros < 1_000_000) {
            return String.format(Locale.ROOT, "%.0f ms", micros / 1e3);
        }
        return String.format(Locale.ROOT, "%.2f s", micros / 1e6);
    }

    /** For axes: no digits that say nothing. */
    static String shortTime(double micros) {
        if (micros == 0) {
            return "0";
        }
        if (micros < 1_000) {
            return plain(micros) + " µs";
        }
        return micros < 1_000_000 ? plain(micros / 1e3) + " ms" : plain(micros / 1e6) + " s";
    }

    static String shortCount(double number) {
        return number < 10_000 ? plain(number) : plain(number / 1e3) + "k";
    }

    static String plain(double number) {
        return number == Math.rint(number)
                ? String.format(Locale.ROOT, "%.0f", number)
                : String.format(Locale.ROOT, "%.3g", number);
    }
}
