package hakaru.aggregator.counting;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012): whoever does not know the key cannot choose ids that collide, or that fill one
 * corner of a hash set. Immutable.
 */
public final class SipHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int ROUNDS = 2;
    private static final int LAST_ROUNDS = 4;

    private final long key0;
    private final long key1;

    public SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** With a key that nobody knows. Hashes are kept nowhere but on the heap, so each process may have another one. */
    public static SipHash random() {
        SecureRandom random = new SecureRandom();
        return new SipHash(random.nextLong(), random.nextLong());
    }

    /** Hashes the first {@code length} bytes: eight a turn, then what is left with the length, then the end. */
    long of(byte[] bytes, int length) {
        long v0 = key0 ^ 0x736f6d6570736575L;
        long v1 = key1 ^ 0x646f72616e646f6dL;
        long v2 = key0 ^ 0x6c7967656e657261L;
        long v3 = key1 ^ 0x7465646279746573L;
        int words = length / Long.BYTES;
        for (int turn = 0; turn <= words + 1; turn++) {
            boolean last = turn > words;
            long word = last ? 0 : word(bytes, length, turn, words);
            v3 ^= word;
            v2 ^= last ? 0xff : 0;
            for (int round = last ? LAST_ROUNDS : ROUNDS; round > 0; round--) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= word;
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static long word(byte[] bytes, int length, int turn, int words) {
        return turn < words ? (long) LONG.get(bytes, turn * Long.BYTES) : rest(bytes, length, words * Long.BYTES);
    }

    private static long rest(byte[] bytes, int length, int from) {
        long rest = (long) length << 56;
        for (int at = from; at < length; at++) {
            rest |= (bytes[at] & 0xffL) << (Byte.SIZE * (at - from));
        }
        return rest;
    }
}
