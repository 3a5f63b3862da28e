package hakaru.cluster.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import hakaru.cluster.Second;
import java.util.List;

/**
 * All that is known of a run.
 *
 * @param scenario what was played, or empty for faults by seed
 * @param command what repeats it
 * @param ended processes that ended although nobody had ended them, and what an operator had to do, in words
 */
public record Result(
        String started,
        String scenario,
        String command,
        long seed,
        int rate,
        String database,
        Sums sums,
        Requests requests,
        List<Incident> incidents,
        List<String> ended,
        List<Second> seconds) {

    /** What is worth keeping of a run for good. */
    Result withoutSeconds() {
        return new Result(
                started, scenario, command, seed, rate, database, sums, requests, incidents, ended, List.of());
    }

    @JsonIgnore
    public boolean isExact() {
        return sums.difference() == 0;
    }

    @JsonIgnore
    public boolean hasRecovered() {
        return incidents.stream().noneMatch(Incident::hasFailed);
    }
}
