package hakaru.ingest.publish;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.utils.Utils;

/**
 * Chooses where impressions go: one partition until a batch's worth is there, as Kafka's own sticky partitioner does, but
 * away at once from a broker that acknowledges nothing. Kafka's own stays until the batch is full, which is a second of
 * beacons at 2,000 a second, and takes a partition whose queue was just sent for an idle one. What has a key goes where all
 * of that key go. Safe for use by several threads.
 */
final class StickyPartitioner {
    private final long slow;
    private final int stickyBytes;
    private final AtomicInteger room = new AtomicInteger();
    private volatile List<PartitionQueue> all = List.of(new PartitionQueue(null));
    private volatile PartitionQueue current = all.get(0);
    private volatile long heldUntil;

    /**
     * @param slow how long a partition may acknowledge nothing
     * @param stickyBytes the producer's batch size, so that batches fill
     */
    StickyPartitioner(Duration slow, int stickyBytes) {
        this.slow = slow.toNanos();
        this.stickyBytes = stickyBytes;
    }

    /** Takes over what the producer knows; partitions only ever become more. */
    synchronized void update(List<PartitionInfo> known) {
        List<PartitionQueue> next = known.stream()
                .sorted(Comparator.comparingInt(PartitionInfo::partition))
                .map(this::updated)
                .toList();
        if (!next.isEmpty()) {
            all = next;
        }
    }

    private PartitionQueue updated(PartitionInfo info) {
        Integer number = info.partition();
        PartitionQueue partition = all.stream()
                .filter(former -> number.equals(former.number()))
                .findFirst()
                .orElseGet(() -> new PartitionQueue(number));
        partition.ledBy(info.leader());
        return partition;
    }

    /**
     * The one way out for what has a key, whoever leads it and however long it has waited: elsewhere, a repeat would not be
     * known as one. By Kafka's own hash, as every producer that is left to choose.
     */
    PartitionQueue of(byte[] key) {
        List<PartitionQueue> known = all;
        return known.get(Utils.toPositive(Utils.murmur2(key)) % known.size());
    }

    /** The way out for an impression of that many bytes; the one that has waited least where all have waited long. */
    PartitionQueue choose(long now, int bytes) {
        PartitionQueue sticky = current;
        boolean stays = !sticky.isSlow(now, slow) || now - heldUntil < 0;
        if (stays && room.addAndGet(-bytes) > 0) {
            return sticky;
        }
        PartitionQueue next = next(now);
        current = next;
        room.set(stickyBytes);
        return next;
    }

    private PartitionQueue next(long now) {
        List<PartitionQueue> known = all;
        List<PartitionQueue> slowOnes =
                known.stream().filter(partition -> partition.isSlow(now, slow)).toList();
        List<PartitionQueue> fit = known.stream()
                .filter(partition -> partition.hasLeader() && slowOnes.stream().noneMatch(partition::sharesLeaderWith))
                .toList();
        if (!fit.isEmpty()) {
            return lessBusyOfTwo(fit);
        }
        // There may be a thousand to look through, and batches are to fill here, too.
        heldUntil = now + slow;
        return known.stream()
                .min(Comparator.comparingLong(partition -> partition.age(now)))
                .orElseThrow();
    }

    /** Two at random and the better of them: nearly as even as the best of all, and no two processes flock together. */
    private static PartitionQueue lessBusyOfTwo(List<PartitionQueue> fit) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        PartitionQueue one = fit.get(random.nextInt(fit.size()));
        PartitionQueue other = fit.get(random.nextInt(fit.size()));
        return one.waiting() <= other.waiting() ? one : other;
    }
}
