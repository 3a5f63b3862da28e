package hakaru.cluster.report;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * A fault that was committed, and what it cost. Times are seconds of the load.
 *
 * @param kind the kind's label
 * @param to when it was mended
 * @param bad seconds in which a request was not answered 200
 * @param answers how long after it was mended until all answers were 200 again
 * @param freshness how long after it was mended until counts were fresh again
 * @param failure why it could not be committed, or what did not come back; empty when all went as it should
 */
public record Incident(
        String kind, String target, double from, double to, int bad, double answers, double freshness, String failure) {

    /** One that is not measured yet. */
    public static Incident of(String kind, String target, double from, double to, String failure) {
        return new Incident(kind, target, from, to, 0, 0, 0, failure);
    }

    /** The same, when what it was did not come back; a reason that is there already says more. */
    public Incident failedWith(String reason) {
        return hasFailed() ? this : new Incident(kind, target, from, to, bad, answers, freshness, reason);
    }

    @JsonIgnore
    public boolean hasFailed() {
        return !failure.isEmpty();
    }
}
