package hakaru.kakeru;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a percentage, with or without the sign, as a share between 0 and 1. */
final class PercentOption implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
        String number = text.replaceFirst("\\s*%$", "");
        if (!number.matches("\\d{1,3}(\\.\\d+)?") || Double.parseDouble(number) > 100) {
            throw new TypeConversionException("'" + text + "' is not a percentage such as 99.90");
        }
        return Double.parseDouble(number) / 100;
    }
}
