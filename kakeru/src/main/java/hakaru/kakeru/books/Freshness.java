package hakaru.kakeru.books;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long after its 200 an impression is visible to a query, in microseconds, measured by probes.
 *
 * @param probes those that became visible
 * @param unseen those that were accepted and had not become visible when the measurement ended
 */
public record Freshness(Histogram delays, List<Probe> probes, int unseen) {
    public Freshness {
        probes = List.copyOf(probes);
    }

    /**
     * One probe: when it was answered, in seconds since the measurement began, and how long it took to be visible, in
     * milliseconds. A report for programs has it as a pair.
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Probe(double at, double delay) {}
}
