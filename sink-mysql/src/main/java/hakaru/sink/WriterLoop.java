package hakaru.sink;

import hakaru.sink.batch.CountTransaction;
import hakaru.sink.batch.Ledger;
import hakaru.sink.batch.OffsetCheck;
import hakaru.sink.batch.Packing;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries batches from {@code impression-counts} to MySQL, poll by poll, until it is told to stop.
 *
 * <p>There is one way to recover, from a failure of any kind as after a rebalance: drop what is in hand, read the ledger,
 * go on from where it stands. Runs on one thread; only {@link #stop()} may be called from another.
 */
final class WriterLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WriterLoop.class);

    /** How late a new assignment, a due retry or a stop may be noticed; counts end a poll at once. */
    private static final Duration POLL_LIMIT = Duration.ofMillis(250);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    /** Also under a name that stays (KIP-1092): the partitions of one that is told to stop need not wait until it is back. */
    private static final CloseOptions LEAVING =
            CloseOptions.timeout(CLOSE_LIMIT).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);

    private final Parts parts;
    private volatile boolean stopping;

    /** What the loop works with. */
    record Parts(
            String topic,
            int maxRows,
            Consumer<byte[], byte[]> consumer,
            Assignment assignment,
            Committer committer,
            Retry retry) {}

    WriterLoop(Parts parts) {
        this.parts = parts;
    }

    /** Ends the loop after the transaction that runs, if one does. */
    void stop() {
        stopping = true;
        parts.consumer().wakeup();
    }

    @Override
    public void run() {
        try {
            parts.consumer().subscribe(List.of(parts.topic()), parts.assignment());
            while (!stopping) {
                turn();
            }
        } finally {
            leave();
        }
    }

    private void turn() {
        if ((parts.assignment().needsLedger() || parts.committer().isStale()) && isDue()) {
            followLedger();
        }
        ConsumerRecords<byte[], byte[]> records = poll();
        if (!records.isEmpty()) {
            write(parts.committer().check(records));
        }
    }

    /** The database may have been restored, or be another one by now: where it stands is where to go on, also while idle. */
    private void followLedger() {
        Ledger known = parts.committer().ledger();
        if (!parts.committer().readLedger()) {
            parts.assignment().waitForLedger();
            return;
        }
        parts.assignment().replace(known.movedIn(parts.committer().ledger()));
        parts.committer().fallbacks().forEach(parts.assignment()::stopIfLost);
        parts.assignment().place(parts.committer().ledger());
    }

    private boolean isDue() {
        return parts.retry().untilDue(POLL_LIMIT).isZero();
    }

    /** Waiting for a retry happens in here too: partitions are paused then, and the group sees a living member. */
    private ConsumerRecords<byte[], byte[]> poll() {
        Duration pause = parts.retry().untilDue(POLL_LIMIT);
        try {
            return parts.consumer().poll(pause.isZero() ? POLL_LIMIT : pause);
        } catch (OffsetOutOfRangeException e) {
            parts.assignment().readFromBeginning(e.offsetOutOfRangePartitions().keySet());
        } catch (WakeupException e) {
            LOG.debug("Woken up to stop");
        }
        return ConsumerRecords.empty();
    }

    private void write(OffsetCheck checked) {
        for (CountTransaction transaction : Packing.pack(checked.toApply(), parts.maxRows())) {
            if (stopping) {
                return;
            }
            if (!parts.committer().commit(transaction)) {
                parts.assignment().waitForLedger();
                return;
            }
            parts.assignment().tellKafka(transaction);
        }
        checked.stops().forEach(parts.assignment()::stop);
    }

    private void leave() {
        try {
            parts.assignment().leave(CLOSE_LIMIT);
        } finally {
            parts.consumer().close(LEAVING);
        }
    }
}
