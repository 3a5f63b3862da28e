package hakaru.ingest.beacon;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes text of a query strictly: as HTML forms encode it, {@code +} being a space, in UTF-8. */
public final class PercentDecoder {
    private static final Decoded BROKEN_ESCAPE = new Decoded.BrokenEscape();
    private static final Decoded BROKEN_UTF8 = new Decoded.BrokenUtf8();
    private static final int MAX_BYTE = 0xFF;

    private PercentDecoder() {}

    public static Decoded decode(String text) {
        return isPlain(text) ? new Decoded.Text(text) : decodeBytes(text);
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '%' || character == '+' || character > '~') {
                return false;
            }
        }
        return true;
    }

    private static Decoded decodeBytes(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '%') {
                int escaped = escapedByte(text, i);
                if (escaped < 0) {
                    return BROKEN_ESCAPE;
                }
                bytes.put((byte) escaped);
                i += 2;
            } else if (character > MAX_BYTE) {
                return BROKEN_UTF8;
            } else {
                bytes.put((byte) (character == '+' ? ' ' : character));
            }
        }
        return utf8(bytes.flip());
    }

    /** The byte that the escape at {@code index} stands for, or a negative number when it is broken. */
    private static int escapedByte(String text, int index) {
        if (index + 2 >= text.length()) {
            return -1;
        }
        int high = digit(text.charAt(index + 1));
        int low = digit(text.charAt(index + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /** Unlike {@link Character#digit}, takes ASCII only. */
    private static int digit(char character) {
        return character < 0x80 ? Character.digit(character, 16) : -1;
    }

    private static Decoded utf8(ByteBuffer bytes) {
        try {
            // Unlike a String's constructor, a fresh decoder reports what is malformed.
            return new Decoded.Text(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return BROKEN_UTF8;
        }
    }
}
