package hakaru.ingest.beacon;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Decodes text of a query strictly: as HTML forms encode it, {@code +} being a space, in UTF-8. */
public final class PercentDecoder {
    private static final int MAX_BYTE = 0xFF;

    private PercentDecoder() {}

    /** The text; none when an escape is broken, or the bytes are no text. */
    public static Optional<String> decode(String text) {
        return isPlain(text) ? Optional.of(text) : decodeBytes(text);
    }

    /** Whether there is a percent sign without two hexadecimal digits after it. */
    static boolean hasBrokenEscape(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (escapedByte(text, i) < 0) {
                return true;
            }
        }
        return false;
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

    private static Optional<String> decodeBytes(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '%') {
                int escaped = escapedByte(text, i);
                if (escaped < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) escaped);
                i += 2;
            } else if (character > MAX_BYTE) {
                return Optional.empty();
            } else {
                bytes.put((byte) (character == '+' ? ' ' : character));
            }
        }
        return utf8(bytes.flip());
    }

    /** The byte that the escape at {@code index} stands for, or a negative number when it is broken. */
    private static int escapedByte(String text, int index) {
        boolean isWhole = index + 2 < text.length()
                && HexFormat.isHexDigit(text.charAt(index + 1))
                && HexFormat.isHexDigit(text.charAt(index + 2));
        return isWhole ? HexFormat.fromHexDigits(text, index + 1, index + 3) : -1;
    }

    private static Optional<String> utf8(ByteBuffer bytes) {
        try {
            // Unlike a String's constructor, a fresh decoder reports what is malformed.
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
