package hakaru.kakeru;

import hakaru.kakeru.load.Phase;
import hakaru.kakeru.load.Schedule;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a ramp: phases of a duration and a rate, such as {@code 1m:5000,3m:30000}. */
final class RampOption implements ITypeConverter<Schedule> {
    @Override
    public Schedule convert(String text) {
        return new Schedule(Arrays.stream(text.split(",", -1))
                .map(phase -> phase(phase.trim(), text))
                .toList());
    }

    private static Phase phase(String phase, String text) {
        String[] parts = phase.split(":", -1);
        if (parts.length != 2 || !parts[1].matches("\\d{1,9}")) {
            throw new TypeConversionException("'" + text + "' is not a ramp such as 1m:5000,3m:30000");
        }
        try {
            return new Phase(DurationOption.parse(parts[0]), Long.parseLong(parts[1]));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + phase + "': " + e.getMessage());
        }
    }
}
