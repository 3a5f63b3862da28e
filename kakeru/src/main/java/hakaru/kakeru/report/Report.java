package hakaru.kakeru.report;

import hakaru.kakeru.load.RunResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is known of a run. Without a database there is no reconciliation. */
public record Report(
        Instant started,
        List<Fact> settings,
        Goal goal,
        RunResult result,
        @Nullable Reconciliation reconciliation,
        List<Fact> machine) {

    public Verdict verdict() {
        return new Verdict(goal.holds(result), reconciliation == null || reconciliation.balances());
    }
}
