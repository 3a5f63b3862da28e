package hakaru.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the load has seen of one second.
 *
 * @param end seconds since the load began
 * @param due requests that were due
 * @param accepted answers of 200
 * @param lost requests that ended otherwise
 * @param p99 milliseconds from due to answered
 * @param behind seconds that the oldest accepted probe has waited to be counted
 */
public record Second(double end, double due, double accepted, double lost, double p99, double behind) {
    private static final Pattern LINE = Pattern.compile(" *([\\d.]+)s  due +([\\d.,]+)/s  accepted +([\\d.,]+)/s"
            + "  success +([\\d.]+)%  p99 +([\\d.]+) ms .* behind +([\\d.]+) s.*");
    /** As the design promises it without faults, and a little more, because a probe is looked for once a second. */
    private static final double FRESH = 2;

    /** Reads a line of kakeru's progress; others are none. */
    static Optional<Second> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        double due = number(matcher, 2);
        double accepted = number(matcher, 3);
        double success = number(matcher, 4) / 100;
        double lost = success == 0 ? due : accepted / success - accepted;
        return Optional.of(new Second(number(matcher, 1), due, accepted, lost, number(matcher, 5), number(matcher, 6)));
    }

    /** The same second, as kakeru's report has it to the request. */
    Second exactly(JsonNode second) {
        double failed = second.at("/failed").asDouble() + second.at("/unknown").asDouble();
        return new Second(
                end, second.at("/due").asDouble(), second.at("/accepted").asDouble(), failed, p99, behind);
    }

    /** Whether each request that ended was answered 200, and some were. */
    @JsonIgnore
    public boolean answersAll() {
        return lost < 0.5 && accepted > 0;
    }

    @JsonIgnore
    public boolean isFresh() {
        return behind < FRESH;
    }

    private static double number(Matcher matcher, int group) {
        return Double.parseDouble(matcher.group(group).replace(",", ""));
    }
}
