package hakaru.aggregator.counting;

import static java.nio.charset.StandardCharsets.UTF_8;

import hakaru.contract.RememberedIds;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Remembers which ids came lately in one partition, so that a beacon that is sent again counts once. A partition without
 * ids has no generations and pays nothing. For one thread.
 *
 * <p>Nothing here asks a clock: what is remembered follows from the records since the oldest generation's begin, in the
 * order of their offsets. So a task that reads these again remembers what one remembers that was never away. This is
 * why a repeat is remembered like a first: whether it was one, the records before the window would have to say.
 */
public final class RepeatWindow {
    /** More of them are forgotten more punctually, and with more passes over the table. */
    private static final int GENERATIONS_IN_WINDOW = 4;

    /** Of the ids that there is room for, so much goes at once when there is no more. */
    private static final int SHARES = 8;

    private final SipHash hash;
    private final int maxIds;
    private final int share;
    private final long span;
    private final long lifetime;
    private final Deque<Generation> generations = new ArrayDeque<>();
    private final IdHashTable hashes = new IdHashTable();
    private byte[] hashed = {};
    private int lastMark;
    private int ids;
    private long evicted;

    /** The ids of the records from an offset on; they are forgotten together. */
    private static final class Generation {
        private final long fromOffset;
        private final long begin;
        private final int mark;

        /** Different ids of its records, also those that came again in a later one. */
        private int ids;

        /**
         * @param begin in milliseconds since 1970-01-01T00:00:00Z
         * @param mark of its ids in the table
         */
        Generation(long fromOffset, long begin, int mark) {
            this.fromOffset = fromOffset;
            this.begin = begin;
            this.mark = mark;
        }

        RememberedIds note() {
            return RememberedIds.newBuilder()
                    .setFromOffset(fromOffset)
                    .setBegin(begin)
                    .build();
        }
    }

    /**
     * @param noted the generations that {@link #note} has told of; their records are to be given to {@link #refill}
     */
    public RepeatWindow(RepeatConfig config, SipHash hash, List<RememberedIds> noted) {
        this.hash = hash;
        this.maxIds = config.maxIds();
        this.share = Math.max(1, maxIds / SHARES);
        this.span = Math.max(1, config.window().toMillis() / GENERATIONS_IN_WINDOW);
        // An id may come first at the end of a generation, and a record may be late by the length of one.
        this.lifetime = config.window().toMillis() + 2 * span;
        noted.forEach(generation -> begin(generation.getFromOffset(), generation.getBegin()));
    }

    /** The records to refill it with. */
    public RangeToRead toRefill(long emittedTo) {
        return new RangeToRead(generations.isEmpty() ? emittedTo : generations.getFirst().fromOffset, emittedTo);
    }

    /** Takes a record that was taken before; in the order of offsets. */
    public void refill(SourceRecord record, String ad) {
        Iterator<Generation> newestFirst = generations.descendingIterator();
        while (newestFirst.hasNext()) {
            Generation generation = newestFirst.next();
            if (generation.fromOffset <= record.offset()) {
                put(hashOf(record, ad), generation);
                return;
            }
        }
    }

    /** Forgets what is too old at {@code timestamp}, in milliseconds since 1970-01-01T00:00:00Z. */
    public void pass(long timestamp) {
        while (!generations.isEmpty() && timestamp >= generations.getFirst().begin + lifetime) {
            forgetOldest();
        }
    }

    /** Whether the same ad's same id is remembered; from now on it is. */
    public boolean isRepeat(SourceRecord record, String ad) {
        return remember(record, ad, record.timestamp());
    }

    /** Remembers a record whose timestamp is wrong: who reads it again cannot tell it from others. */
    public void takeUntimely(SourceRecord record, String ad) {
        if (!generations.isEmpty()) {
            remember(record, ad, generations.getLast().begin);
        }
    }

    private boolean remember(SourceRecord record, String ad, long timestamp) {
        boolean wasRemembered = put(hashOf(record, ad), generationAt(record.offset(), timestamp));
        while (ids > maxIds && generations.size() > 1) {
            evictOldest();
        }
        return wasRemembered;
    }

    private Generation generationAt(long offset, long timestamp) {
        Generation last = generations.peekLast();
        if (last == null) {
            return begin(offset, timestamp);
        }
        boolean isOver = timestamp >= last.begin + span || last.ids >= share;
        return isOver ? begin(offset, Math.max(timestamp, last.begin)) : last;
    }

    private Generation begin(long offset, long timestamp) {
        if (generations.size() == IdHashTable.MARKS) {
            evictOldest();
        }
        // As many marks as there may be generations, in turn: so the next one is free.
        lastMark = lastMark % IdHashTable.MARKS + 1;
        Generation generation = new Generation(offset, timestamp, lastMark);
        generations.addLast(generation);
        return generation;
    }

    /** Returns whether the hash was there. */
    private boolean put(long id, Generation generation) {
        int former = hashes.put(id, generation.mark);
        if (former != generation.mark) {
            generation.ids++;
            ids++;
        }
        return former != IdHashTable.NONE;
    }

    private void evictOldest() {
        evicted += generations.getFirst().ids;
        forgetOldest();
    }

    private void forgetOldest() {
        Generation oldest = generations.removeFirst();
        hashes.forget(oldest.mark);
        ids -= oldest.ids;
    }

    private long hashOf(SourceRecord record, String ad) {
        byte[] id = record.id();
        byte[] name = ad.getBytes(UTF_8);
        // An ad has no control character, so that the first one is the border.
        int length = name.length + 1 + id.length;
        if (length > hashed.length) {
            hashed = new byte[2 * length];
        }
        System.arraycopy(name, 0, hashed, 0, name.length);
        hashed[name.length] = 0;
        System.arraycopy(id, 0, hashed, name.length + 1, id.length);
        return hash.of(hashed, length);
    }

    /** Where its generations begin: for a batch, so that whoever goes on from there knows. */
    public List<RememberedIds> note() {
        return generations.stream().map(Generation::note).toList();
    }

    /** How many are remembered; an id that came again in a later generation is two. */
    public int ids() {
        return ids;
    }

    /** How many were forgotten before their time since the last call, because there was no more room. */
    public long takeEvicted() {
        long taken = evicted;
        evicted = 0;
        return taken;
    }
}
