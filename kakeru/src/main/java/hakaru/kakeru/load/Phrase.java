package hakaru.kakeru.load;

import java.nio.charset.StandardCharsets;

/** Looks for a few words in bytes that arrive in pieces. They must not begin with a beginning of themselves. */
final class Phrase {
    private final byte[] words;
    private int matched;

    Phrase(String words) {
        this.words = words.getBytes(StandardCharsets.US_ASCII);
    }

    void look(byte[] bytes, int from, int to) {
        for (int at = from; at < to && !isFound(); at++) {
            if (bytes[at] == words[matched]) {
                matched++;
            } else {
                matched = bytes[at] == words[0] ? 1 : 0;
            }
        }
    }

    boolean isFound() {
        return matched == words.length;
    }

    void reset() {
        matched = 0;
    }
}
