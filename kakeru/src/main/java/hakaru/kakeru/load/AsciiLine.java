package hakaru.kakeru.load;

import java.nio.charset.StandardCharsets;

/** Collects one line of an answer's head. What does not fit is dropped: the lines we read are short. */
final class AsciiLine {
    private static final int CAPACITY = 128;

    private final byte[] bytes = new byte[CAPACITY];
    private int length;

    void append(byte[] source, int from, int to) {
        int fits = Math.min(to - from, CAPACITY - length);
        System.arraycopy(source, from, bytes, length, fits);
        length += fits;
    }

    /** Takes over another line from an index on. */
    void copy(AsciiLine other, int from) {
        clear();
        append(other.bytes, from, other.length);
    }

    String text() {
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }

    void clear() {
        length = 0;
    }

    void dropCarriageReturn() {
        if (length > 0 && bytes[length - 1] == '\r') {
            length--;
        }
    }

    boolean isEmpty() {
        return length == 0;
    }

    byte first() {
        return bytes[0];
    }

    /** Whether the line begins with {@code prefix}, which is in lower case, whatever the case of the line. */
    boolean startsWith(String prefix) {
        return matchesAt(0, prefix);
    }

    boolean contains(String word) {
        for (int i = 0; i + word.length() <= length; i++) {
            if (matchesAt(i, word)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesAt(int at, String word) {
        if (at + word.length() > length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            byte b = bytes[at + i];
            int lower = b >= 'A' && b <= 'Z' ? b + 32 : b;
            if (lower != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads the number that begins at {@code at} or after the spaces there; -1 if there is none. */
    long number(int at, int radix) {
        int i = at;
        while (i < length && bytes[i] == ' ') {
            i++;
        }
        long number = -1;
        for (; i < length && number < Integer.MAX_VALUE; i++) {
            int digit = Character.digit(bytes[i], radix);
            if (digit < 0) {
                break;
            }
            number = Math.max(number, 0) * radix + digit;
        }
        return number;
    }
}
