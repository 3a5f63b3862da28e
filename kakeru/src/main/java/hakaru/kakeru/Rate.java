package hakaru.kakeru;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A given rate in requests per second, or the highest at which the goal holds, which is to be found. */
sealed interface Rate {
    record Fixed(long perSecond) implements Rate {
        @Override
        public String toString() {
            return Long.toString(perSecond);
        }
    }

    record Highest() implements Rate {
        @Override
        public String toString() {
            return "max";
        }
    }

    /** Reads a number or {@code max}. */
    final class Option implements ITypeConverter<Rate> {
        @Override
        public Rate convert(String text) {
            if (text.equals("max")) {
                return new Highest();
            }
            if (!text.matches("[1-9]\\d{0,5}")) {
                throw new TypeConversionException(
                        "'" + text + "' is neither max nor a whole number of requests per second, 1 to 999999");
            }
            return new Fixed(Long.parseLong(text));
        }
    }
}
