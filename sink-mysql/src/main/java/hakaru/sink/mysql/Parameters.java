package hakaru.sink.mysql;

import hakaru.sink.batch.CountRow;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

/** Fills in the parameters of a statement from left to right. */
public final class Parameters {
    private static final int INCORRECT_DATETIME = 1292;

    private final PreparedStatement statement;
    private int index;

    private Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    public static Parameters of(PreparedStatement statement) {
        return new Parameters(statement);
    }

    public Parameters number(long value) throws SQLException {
        statement.setLong(++index, value);
        return this;
    }

    /** JDBC has no unsigned type: the upper half of the range goes as a decimal. */
    public Parameters unsigned(long value) throws SQLException {
        if (value >= 0) {
            return number(value);
        }
        return decimal(new BigDecimal(Long.toUnsignedString(value)));
    }

    public Parameters decimal(BigDecimal value) throws SQLException {
        statement.setBigDecimal(++index, value);
        return this;
    }

    public Parameters text(String value) throws SQLException {
        statement.setString(++index, value);
        return this;
    }

    public Parameters day(LocalDate day) throws SQLException {
        statement.setObject(++index, day);
        return this;
    }

    /** A DATETIME with as many digits after the second as the column has. */
    public Parameters instant(Instant instant) throws SQLException {
        statement.setObject(++index, LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        return this;
    }

    public Parameters texts(Collection<String> values) throws SQLException {
        for (String value : values) {
            text(value);
        }
        return this;
    }

    /**
     * A DATETIME without a time zone that could shift it.
     *
     * @throws SQLDataException like MySQL's own, when it has no such DATETIME
     */
    public Parameters second(long second) throws SQLException {
        if (!CountRow.isStorable(second)) {
            throw new SQLDataException(
                    "second " + second + " is not between 1970 and 9999", "22007", INCORRECT_DATETIME);
        }
        statement.setObject(++index, LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
        return this;
    }

    public Parameters second(Optional<Instant> second) throws SQLException {
        if (second.isPresent()) {
            return second(second.get().getEpochSecond());
        }
        statement.setNull(++index, Types.TIMESTAMP);
        return this;
    }
}
