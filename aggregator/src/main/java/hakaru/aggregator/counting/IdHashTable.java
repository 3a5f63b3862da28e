package hakaru.aggregator.counting;

import java.util.Arrays;

/**
 * The ids that a {@link RepeatWindow} remembers, as hashes of 59 bits, each with the mark of the generation in which it came
 * last. So one look-up, which mostly misses the processor's caches, answers for all generations. A set a generation, of a
 * library, would cost as many look-ups as there are of them.
 *
 * <p>A hash table with open addressing and linear probing (Knuth, TAOCP 6.4, Algorithm L). What is sought begins where the
 * hash lies among all hashes (Lemire, "Fast random integer generation in an interval", 2019), so that the table may
 * have any size, and is copied in its own order. A slot is 0 when it is empty. The hashes must be uniform. For one thread.
 */
final class IdHashTable {
    /** How many marks there are, from 1 on. */
    static final int MARKS = 31;

    /** What {@link #put} returns when the hash is news. */
    static final int NONE = 0;

    private static final long MARK = MARKS;
    private static final long[] EMPTY = {};
    private static final int SMALLEST = 64;

    /** A table grows when it is fuller than three quarters, and then is half full: 11 to 16 bytes a hash. */
    private static final long MOST = 3;

    private static final long AFTERWARDS = 2;
    private static final long OF = 4;

    /** A table that is emptier is made smaller. */
    private static final int LEAST = 4;

    private long[] slots = EMPTY;
    private int size;

    /** How many hashes there are. */
    int size() {
        return size;
    }

    /** How many there is room for. */
    int capacity() {
        return slots.length;
    }

    /**
     * Remembers a hash, of which the lowest 5 bits do not count, with a mark in place of the one that it had.
     *
     * @return the one that it had, or {@link #NONE}
     */
    int put(long hash, int mark) {
        if (size + 1L > slots.length * MOST / OF) {
            resize();
        }
        int at = find(hash);
        long found = slots[at];
        slots[at] = (hash & ~MARK) | mark;
        if (found == 0) {
            size++;
        }
        return (int) (found & MARK);
    }

    /** Forgets what has this mark: one pass over the table, which moves up what lies behind a gap. */
    void forget(int mark) {
        if (size == 0) {
            return;
        }
        int first = firstGap();
        boolean behindGap = false;
        for (int at = after(first); at != first; at = after(at)) {
            long slot = slots[at];
            if (slot == 0) {
                behindGap = false;
            } else if ((slot & MARK) == mark) {
                slots[at] = 0;
                size--;
                behindGap = true;
            } else if (behindGap) {
                // At most as far on as it was, because all before it is settled.
                slots[at] = 0;
                slots[find(slot)] = slot;
            }
        }
        shrink();
    }

    /** There is always one: a table is never full. */
    private int firstGap() {
        int gap = 0;
        while (slots[gap] != 0) {
            gap++;
        }
        return gap;
    }

    private void shrink() {
        if (size == 0) {
            slots = EMPTY;
        } else if (slots.length > SMALLEST && size < slots.length / LEAST) {
            resize();
        }
    }

    private void resize() {
        long[] former = slots;
        slots = new long[Math.toIntExact(Math.max(SMALLEST, (size + 1L) * OF / AFTERWARDS))];
        Arrays.stream(former).filter(slot -> slot != 0).forEach(slot -> slots[find(slot)] = slot);
    }

    /** Where the hash is, whatever its mark, or where it would go. */
    private int find(long hash) {
        int at = (int) (((hash >>> Integer.SIZE) * slots.length) >>> Integer.SIZE);
        while (slots[at] != 0 && ((slots[at] ^ hash) & ~MARK) != 0) {
            at = after(at);
        }
        return at;
    }

    private int after(int at) {
        return at + 1 == slots.length ? 0 : at + 1;
    }
}
