package hakaru.sink;

import hakaru.runtime.config.InvalidConfigurationException;
import hakaru.runtime.config.Settings;
import hakaru.sink.mysql.FailureReason;
import hakaru.sink.mysql.closing.DayProof;
import hakaru.sink.mysql.closing.DaySum;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says whether a closed day is as it was closed: the command {@code sink-mysql prove DAY}. */
final class Prove {
    private static final int PROVED = 0;
    private static final int NOT_ASKED = 1;
    private static final int WRONG_USE = 2;
    private static final int DIFFERS = 3;

    private Prove() {}

    /**
     * Prints what became of the day.
     *
     * @param arguments the day, as YYYY-MM-DD
     * @param environment where the database is, as for the sink; a user who may read suffices
     * @return the exit status: 0 when the day is proved, 1 when nothing could be said, 2 when the command or a variable is wrong, 3
     *     when the day is not as it was closed
     */
    static int run(List<String> arguments, Map<String, String> environment, PrintStream out) {
        try {
            if (arguments.size() != 1) {
                out.println("Usage: sink-mysql prove YYYY-MM-DD");
                return WRONG_USE;
            }
            LocalDate day = LocalDate.parse(arguments.get(0));
            SinkConfig config = Settings.load(environment, SinkConfig::from);
            return report(day, DayProof.of(config.mysql(), day), out);
        } catch (DateTimeParseException e) {
            out.println(e.getParsedString() + " is no day; it is written as 2026-11-27");
            return WRONG_USE;
        } catch (InvalidConfigurationException e) {
            out.println("The configuration is wrong:" + System.lineSeparator() + e.getMessage());
            return WRONG_USE;
        } catch (SQLException e) {
            out.println("The database cannot be asked: " + FailureReason.of(e));
            return NOT_ASKED;
        }
    }

    private static int report(LocalDate day, Optional<DayProof> found, PrintStream out) {
        if (found.isEmpty()) {
            out.println(day + " is not closed");
            return NOT_ASKED;
        }
        DayProof proof = found.get();
        DaySum sum = proof.sum();
        out.printf(
                "%s was closed at %s with %s impressions of %d ads, %s invalid%n",
                day, proof.closedAt(), sum.impressions(), sum.ads(), sum.invalid());
        out.printf("counted since then: %s impressions in %d corrections%n", proof.corrected(), proof.corrections());
        out.printf("sha256 %s%n", sum.sha256());
        proof.differences().forEach(difference -> out.println("CHANGED: " + difference));
        out.println(proof.differences().isEmpty() ? "proved: nothing else has changed" : "not proved");
        return proof.differences().isEmpty() ? PROVED : DIFFERS;
    }
}
