package hakaru.ingest.publish;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An impression that Kafka has not acknowledged yet. Confined to its event loop. */
final class PendingImpression {
    private final long begin;
    private final long deadline;
    private @Nullable Consumer<PublishOutcome> answer;

    /** Times are {@code System.nanoTime}'s. */
    PendingImpression(long begin, long deadline, Consumer<PublishOutcome> answer) {
        this.begin = begin;
        this.deadline = deadline;
        this.answer = answer;
    }

    boolean isSettled() {
        return answer == null;
    }

    boolean isOverdue(long now) {
        return now - deadline >= 0;
    }

    long age(long now) {
        return now - begin;
    }

    /** Answers once; lets go of the request, because a settled impression may still stand in line for its deadline. */
    void settle(PublishOutcome outcome) {
        Consumer<PublishOutcome> waiting = answer;
        answer = null;
        if (waiting != null) {
            waiting.accept(outcome);
        }
    }
}
