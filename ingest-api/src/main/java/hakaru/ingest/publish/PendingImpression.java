package hakaru.ingest.publish;

import hakaru.ingest.producer.PublishOutcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An impression that was given to the producer. Confined to its event loop; times are {@code System.nanoTime}'s. */
final class PendingImpression {
    private final PartitionQueue partition;
    private final long begin;
    private @Nullable Consumer<PublishOutcome> answer;
    private boolean withProducer = true;

    PendingImpression(PartitionQueue partition, long begin, Consumer<PublishOutcome> answer) {
        this.partition = partition;
        this.begin = begin;
        this.answer = answer;
        partition.began(begin);
    }

    /** The producer is done with it; says whether that is news, because a dying one may report a failure twice. */
    boolean leaveProducer(PublishOutcome outcome) {
        if (!withProducer) {
            return false;
        }
        withProducer = false;
        partition.ended(begin, outcome instanceof PublishOutcome.Acknowledged);
        return true;
    }

    boolean isAnswered() {
        return answer == null;
    }

    long begin() {
        return begin;
    }

    /** Answers once; lets go of the request, because an answered impression may still stand in line for its deadline. */
    void answer(PublishOutcome outcome) {
        Consumer<PublishOutcome> waiting = answer;
        answer = null;
        if (waiting != null) {
            waiting.accept(outcome);
        }
    }
}
