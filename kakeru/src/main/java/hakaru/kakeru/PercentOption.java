package hakaru.kakeru;

import java.math.BigDecimal;
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
        // Exactly: divided as a double, 99.90 % would be a hair above 999 of 1,000.
        return new BigDecimal(number).movePointLeft(2).doubleValue();
    }
}
