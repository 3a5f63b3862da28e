package hakaru.kakeru;

import hakaru.kakeru.load.Receipt;
import hakaru.kakeru.load.Schedule;
import hakaru.kakeru.load.Target;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads options as people write them. */
final class OptionTypes {
    private static final Pattern DURATION = Pattern.compile("((?:\\d+h)?(?:\\d+m)?(?:\\d+s)?)(?:(\\d+)ms)?");

    private OptionTypes() {}

    static CommandLine register(CommandLine command) {
        return command.registerConverter(Duration.class, OptionTypes::duration)
                .registerConverter(Rate.class, OptionTypes::rate)
                .registerConverter(Schedule.class, OptionTypes::ramp)
                .registerConverter(Target.class, OptionTypes::target)
                .registerConverter(Receipt.class, OptionTypes::receipt)
                // The only number with a fraction is a percentage.
                .registerConverter(double.class, OptionTypes::percentage);
    }

    /** {@code 500ms}, {@code 30s}, {@code 1m30s}. */
    static Duration duration(String text) {
        Matcher parts = DURATION.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw new TypeConversionException("'" + text + "' is not a duration such as 500ms, 30s or 1m30s");
        }
        Duration seconds = parts.group(1).isEmpty() ? Duration.ZERO : Duration.parse("PT" + parts.group(1));
        return parts.group(2) == null ? seconds : seconds.plusMillis(Long.parseLong(parts.group(2)));
    }

    /** A number or {@code max}. */
    static Rate rate(String text) {
        if (text.equals("max")) {
            return new Rate.Highest();
        }
        if (!text.matches("[1-9]\\d{0,5}")) {
            throw new TypeConversionException(
                    "'" + text + "' is neither max nor a whole number of requests per second, 1 to 999999");
        }
        return new Rate.Fixed(Long.parseLong(text));
    }

    static Receipt receipt(String text) {
        return Receipt.read(text)
                .orElseThrow(
                        () -> new TypeConversionException("'" + text + "' is no receipt: topicId/partition/offset"));
    }

    static Target target(String url) {
        try {
            return Target.of(url);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** Phases of a duration and a rate: {@code 1m:5000,3m:30000}. */
    static Schedule ramp(String text) {
        return new Schedule(Arrays.stream(text.split(",", -1))
                .map(phase -> phase(phase.trim(), text))
                .toList());
    }

    /** With or without the sign, as a share between 0 and 1. */
    static double percentage(String text) {
        String number = text.replaceFirst("\\s*%$", "");
        if (!number.matches("\\d{1,3}(\\.\\d+)?") || Double.parseDouble(number) > 100) {
            throw new TypeConversionException("'" + text + "' is not a percentage such as 99.90");
        }
        // Exactly: divided as a double, 99.90 % would be a hair above 999 of 1,000.
        return new BigDecimal(number).movePointLeft(2).doubleValue();
    }

    private static Schedule.Phase phase(String phase, String text) {
        String[] parts = phase.split(":", -1);
        if (parts.length != 2 || !parts[1].matches("\\d{1,9}")) {
            throw new TypeConversionException("'" + text + "' is not a ramp such as 1m:5000,3m:30000");
        }
        try {
            return new Schedule.Phase(duration(parts[0]), Long.parseLong(parts[1]));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + phase + "': " + e.getMessage());
        }
    }
}
