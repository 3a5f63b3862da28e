package hakaru.kakeru.books;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long after its 200 an impression is visible to a query, in microseconds, measured by probes.
 *
 * @param unseen probes that were accepted and had not become visible when the measurement ended
 */
public record Freshness(Histogram delays, List<Sample> samples, int unseen) {
    public Freshness {
        samples = List.copyOf(samples);
    }

    /**
     * One probe: when it was answered, in seconds since the measurement began, and how long it took to be visible, in
     * milliseconds. A report for programs has it as a pair.
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Sample(double at, double delay) {}
}
