package hakaru.sink.writer;

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

    private final WriterParts parts;
    private final Consumer<byte[], byte[]> consumer;
    private final Assignment assignment;
    private final Committer committer;
    private final Retry retry;
    private volatile boolean stopping;

    WriterLoop(WriterParts parts, Assignment assignment, Committer committer, Retry retry) {
        this.parts = parts;
        this.consumer = parts.consumer();
        this.assignment = assignment;
        this.committer = committer;
        this.retry = retry;
    }

    /** Ends the loop after the transaction that runs, if one does. */
    void stop() {
        stopping = true;
        consumer.wakeup();
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(List.of(parts.topic()), assignment);
            while (!stopping) {
                turn();
            }
        } finally {
            leave();
        }
    }

    private void turn() {
        if ((assignment.needsLedger() || committer.isStale()) && isDue()) {
            followLedger();
        }
        ConsumerRecords<byte[], byte[]> records = poll();
        if (!records.isEmpty()) {
            write(committer.check(records));
        }
    }

    /** The database may have been restored, or be another one by now: where it stands is where to go on, also while idle. */
    private void followLedger() {
        Ledger known = committer.ledger();
        if (!committer.readLedger()) {
            assignment.waitForLedger();
            return;
        }
        assignment.replace(known.movedIn(committer.ledger()));
        committer.fallbacks().forEach(assignment::stopIfLost);
        assignment.place(committer.ledger());
    }

    private boolean isDue() {
        return retry.untilDue(POLL_LIMIT).isZero();
    }

    /** Waiting for a retry happens in here too: partitions are paused then, and the group sees a living member. */
    private ConsumerRecords<byte[], byte[]> poll() {
        Duration pause = retry.untilDue(POLL_LIMIT);
        try {
            return consumer.poll(pause.isZero() ? POLL_LIMIT : pause);
        } catch (OffsetOutOfRangeException e) {
            assignment.readFromBeginning(e.offsetOutOfRangePartitions().keySet());
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
            if (!committer.commit(transaction)) {
                assignment.waitForLedger();
                return;
            }
            assignment.tellKafka(transaction);
        }
        checked.stops().forEach(assignment::stop);
    }

    private void leave() {
        try {
            assignment.leave(CLOSE_LIMIT);
        } finally {
            consumer.close(LEAVING);
        }
    }
}
