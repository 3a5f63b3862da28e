package hakaru.ingest.connection;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;

/**
 * Looks for the end of a request's head among bytes that nobody has decoded yet, and goes on where it stopped when more have
 * come. What a head may cost is bounded before a single object is made of it. Confined to its event loop.
 */
public final class HeadScan {
    public static final int MAX_LINE = 8 * 1024;

    /** With the request line; room for the cookies of the page's own site, which browsers send along. */
    public static final int MAX_HEAD = 16 * 1024;

    /** Browsers send some twenty, proxies add a dozen; an object is made of each. */
    public static final int MAX_LINES = 100;

    private static final int DELETE = 0x7f;

    /** Bytes from the reader's index on that have been looked at, and where among them the current line begins. */
    private int scanned;

    private int lineStart;
    private int lines;

    /**
     * Says whether a whole head, with the empty line behind it, has come.
     *
     * @throws TooLongHttpLineException when the request line is beyond its bound
     * @throws TooLongHttpHeaderException when the head has too many bytes or lines
     * @throws IllegalArgumentException when the request line is not three words with a blank between them
     * @throws AmbiguousRequestException when a header is folded, which others may read as two
     */
    boolean findsEnd(ByteBuf in) {
        for (int feed = nextFeed(in); feed >= 0; feed = nextFeed(in)) {
            int length = feed - lineStart;
            scanned = feed + 1;
            if (!isEmpty(in, length)) {
                takeLine(in, length);
            } else if (lines == 0) {
                // Old clients end a body with a line more than they declare.
                in.skipBytes(scanned);
                reset();
            } else {
                requireFits();
                reset();
                return true;
            }
        }
        scanned = in.readableBytes();
        requireFits();
        return false;
    }

    /** From the reader's index; negative when there is none. */
    private int nextFeed(ByteBuf in) {
        int start = in.readerIndex();
        int index = in.indexOf(start + scanned, in.writerIndex(), HttpConstants.LF);
        return index < 0 ? index : index - start;
    }

    /** Only a carriage return is left of it; a bare line feed is for the decoder to refuse. */
    private boolean isEmpty(ByteBuf in, int length) {
        return length == 1 && in.getByte(in.readerIndex() + lineStart) == HttpConstants.CR;
    }

    private void takeLine(ByteBuf in, int length) {
        int start = in.readerIndex() + lineStart;
        if (lines == 0) {
            requireThreeWords(in, start, length - 1);
        } else if (isBlank(in.getByte(start))) {
            throw new AmbiguousRequestException("a header line begins with a blank");
        }
        lines++;
        lineStart = scanned;
        if (lines > MAX_LINES) {
            throw new TooLongHttpHeaderException("more than " + MAX_LINES + " lines");
        }
    }

    /** The decoder takes several blanks, tabs and carriage returns for one blank; a proxy may not. */
    private static void requireThreeWords(ByteBuf in, int start, int length) {
        int blanks = 0;
        for (int i = start; i < start + length; i++) {
            byte next = in.getByte(i);
            blanks += next == HttpConstants.SP ? 1 : 0;
            // Bytes above ASCII are negative: UTF-8 that nobody has escaped, which has always been taken.
            if ((next >= 0 && next < HttpConstants.SP) || next == DELETE) {
                throw new IllegalArgumentException("a control character is in the request line");
            }
        }
        if (blanks != 2) {
            throw new IllegalArgumentException("the request line has not three words");
        }
    }

    private static boolean isBlank(byte next) {
        return next == HttpConstants.SP || next == HttpConstants.HT;
    }

    private void requireFits() {
        if (lines == 0 && scanned - lineStart > MAX_LINE + 2) {
            throw new TooLongHttpLineException("more than " + MAX_LINE + " bytes");
        }
        if (scanned > MAX_HEAD) {
            throw new TooLongHttpHeaderException("more than " + MAX_HEAD + " bytes");
        }
    }

    private void reset() {
        scanned = 0;
        lineStart = 0;
        lines = 0;
    }
}
