package hakaru.kakeru.load;

/**
 * Finds the status, the receipt and the end of one HTTP/1.1 answer in whatever pieces it arrives, and whether its body says
 * that the beacon is not counted; everything else is skipped.
 */
final class ResponseParser {
    private static final String CONTENT_LENGTH = "content-length:";
    private static final String HTTP_1 = "http/1.";
    private static final String RECEIPT = "hakaru-receipt:";
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final AsciiLine line = new AsciiLine();
    private final AsciiLine receipt = new AsciiLine();
    private final Phrase notCounted = new Phrase("\"counted\":\"no\"");
    private Part part = Part.STATUS_LINE;
    private int status;
    private long remaining;
    private boolean chunked;
    private boolean closes;

    private enum Part {
        STATUS_LINE,
        HEADERS,
        CHUNK_SIZE,
        CHUNK_END,
        TRAILERS,
        BODY,
        CHUNK,
        UNTIL_CLOSE,
        COMPLETE,
        MALFORMED;

        boolean isLine() {
            return switch (this) {
                case STATUS_LINE, HEADERS, CHUNK_SIZE, CHUNK_END, TRAILERS -> true;
                case BODY, CHUNK, UNTIL_CLOSE, COMPLETE, MALFORMED -> false;
            };
        }
    }

    /** Takes the next bytes of the answer. Bytes beyond its end make it malformed: nobody has asked for them. */
    void feed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && part.compareTo(Part.COMPLETE) < 0) {
            at = part.isLine() ? takeLine(bytes, at, to) : takeBody(bytes, at, to);
        }
        if (at < to) {
            part = Part.MALFORMED;
        }
    }

    /** Tells that the server has closed: the end of an answer that names no length. */
    void endOfInput() {
        part = part == Part.UNTIL_CLOSE ? Part.COMPLETE : Part.MALFORMED;
    }

    void reset() {
        part = Part.STATUS_LINE;
        line.clear();
        notCounted.reset();
        receipt.clear();
    }

    boolean isComplete() {
        return part == Part.COMPLETE;
    }

    boolean isMalformed() {
        return part == Part.MALFORMED;
    }

    /** Whether the server will close the connection after this answer. */
    boolean closes() {
        return closes;
    }

    boolean saysNotCounted() {
        return notCounted.isFound();
    }

    int status() {
        return status;
    }

    /** Empty when the answer has none. */
    String receipt() {
        return receipt.text();
    }

    private int takeLine(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        line.append(bytes, from, end);
        if (end == to) {
            return to;
        }
        line.dropCarriageReturn();
        part = afterLine();
        line.clear();
        return end + 1;
    }

    private int takeBody(byte[] bytes, int from, int to) {
        if (part == Part.UNTIL_CLOSE) {
            notCounted.look(bytes, from, to);
            return to;
        }
        int taken = (int) Math.min(remaining, to - from);
        notCounted.look(bytes, from, from + taken);
        remaining -= taken;
        if (remaining == 0) {
            part = part == Part.CHUNK ? Part.CHUNK_END : Part.COMPLETE;
        }
        return from + taken;
    }

    private Part afterLine() {
        return switch (part) {
            case STATUS_LINE -> afterStatusLine();
            case HEADERS -> line.isEmpty() ? afterHead() : afterHeader();
            case CHUNK_SIZE -> afterChunkSize();
            case CHUNK_END -> line.isEmpty() ? Part.CHUNK_SIZE : Part.MALFORMED;
            case TRAILERS -> line.isEmpty() ? Part.COMPLETE : Part.TRAILERS;
            case BODY, CHUNK, UNTIL_CLOSE, COMPLETE, MALFORMED -> Part.MALFORMED;
        };
    }

    private Part afterStatusLine() {
        status = (int) line.number(STATUS_AT, 10);
        if (!line.startsWith(HTTP_1) || status < 100 || status > 599) {
            return Part.MALFORMED;
        }
        remaining = -1;
        chunked = false;
        closes = line.startsWith("http/1.0");
        return Part.HEADERS;
    }

    private Part afterHeader() {
        switch (line.first() | 0x20) {
            case 'c' -> {
                if (line.startsWith(CONTENT_LENGTH)) {
                    remaining = line.number(CONTENT_LENGTH.length(), 10);
                } else if (line.startsWith("connection:")) {
                    closes = line.contains("close") || (closes && !line.contains("keep-alive"));
                }
            }
            case 'h' -> {
                if (line.startsWith(RECEIPT)) {
                    receipt.copy(line, RECEIPT.length());
                }
            }
            case 't' -> chunked |= line.startsWith("transfer-encoding:") && line.contains("chunked");
            default -> {
                // No other header matters.
            }
        }
        return Part.HEADERS;
    }

    private Part afterHead() {
        if (status < 200) {
            return Part.STATUS_LINE;
        }
        if (status == 204 || status == 304) {
            return Part.COMPLETE;
        }
        if (chunked) {
            return Part.CHUNK_SIZE;
        }
        if (remaining < 0) {
            closes = true;
            return Part.UNTIL_CLOSE;
        }
        return remaining == 0 ? Part.COMPLETE : Part.BODY;
    }

    private Part afterChunkSize() {
        remaining = line.number(0, 16);
        if (remaining < 0) {
            return Part.MALFORMED;
        }
        return remaining == 0 ? Part.TRAILERS : Part.CHUNK;
    }
}
