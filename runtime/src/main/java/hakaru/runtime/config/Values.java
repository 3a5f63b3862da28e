package hakaru.runtime.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the text of a variable becomes a value; each message stands after the variable's name. */
final class Values {
    private static final Pattern NUMBER_WITH_UNIT = Pattern.compile("(\\d{1,12})\\s*([a-zA-Z]*)");
    private static final Map<String, Duration> TIME_UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Integer> SIZE_UNITS = Map.of("", 1, "kib", 1 << 10, "mib", 1 << 20);

    private Values() {}

    static String host(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must be a name or an address to listen on, but is '" + text + "'");
        }
        return text;
    }

    static int integer(String text, int min, int max) {
        try {
            return (int) within(Long.parseLong(text.strip()), min, max, text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number, but is '" + text + "'", e);
        }
    }

    static boolean flag(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false, but is '" + text + "'");
        };
    }

    static Duration duration(String text, Duration min, Duration max) {
        Matcher matcher = NUMBER_WITH_UNIT.matcher(text.strip());
        Duration unit = matcher.matches() ? TIME_UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(
                    "must be a time such as 250ms, 10s, 5m, 2h or 7d, but is '" + text + "'");
        }
        Duration value = unit.multipliedBy(Long.parseLong(matcher.group(1)));
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "must be between " + min.toMillis() + "ms and " + max.toMillis() + "ms, but is '" + text + "'");
        }
        return value;
    }

    static int bytes(String text, int min, int max) {
        Matcher matcher = NUMBER_WITH_UNIT.matcher(text.strip());
        Integer unit = matcher.matches() ? SIZE_UNITS.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("must be a size such as 65536, 512KiB or 32MiB, but is '" + text + "'");
        }
        return (int) within(unit * Long.parseLong(matcher.group(1)), min, max, text);
    }

    private static long within(long value, long min, long max, String text) {
        if (value < min || value > max) {
            throw new IllegalArgumentException("must be between " + min + " and " + max + ", but is '" + text + "'");
        }
        return value;
    }
}
