package hakaru.testkit.attack;

import java.nio.charset.StandardCharsets;

/** What one hostile connection does. */
public enum Attack {
    /** Sends beacon after beacon without waiting, and reads the answers. */
    PIPELINED(Text.BEACON, true, Going.WITHOUT_END),
    /** The same with what is refused at once, so that Kafka does not slow it down. */
    PIPELINED_INVALID(Text.INVALID, true, Going.WITHOUT_END),
    /** Sends beacon after beacon and reads nothing. */
    UNREAD(Text.BEACON, false, Going.WITHOUT_END),
    /** A head of very many lines that does not end. */
    MANY_LINES("GET /hakaru?name=lines HTTP/1.1\r\n" + "a:\r\n".repeat(4_000), true, Going.NOT_ON),
    /** A head as long as is allowed, less its end. */
    LONG_HEAD(Text.longHead(), true, Going.NOT_ON),
    /** A head that comes byte by byte. */
    SLOW_HEAD("GET /hakaru?name=slow HTTP/1.1\r\nX: ", true, Going.SLOWLY),
    /** The largest request that is taken, whose body does not come. */
    NO_BODY(Text.longHead() + "\r\nContent-Length: 9\r\n\r\n1234", true, Going.NOT_ON),
    /** Connects and says nothing. */
    SILENT("", true, Going.NOT_ON),
    /** A beacon, and behind it what is no request. */
    GARBAGE(Text.BEACON + "\u0000\u0001\u0002 garbage\r\n\r\n", true, Going.NOT_ON),
    /** A beacon whose end two parsers would see in different places. */
    SMUGGLED(
            "POST /hakaru?name=smuggled HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
            true,
            Going.NOT_ON),
    /** A beacon, then nothing: as a browser does, in great numbers. */
    IDLE(Text.BEACON, true, Going.NOT_ON);

    private final String text;
    private final boolean reads;
    private final Going going;

    /** What follows the first bytes. */
    enum Going {
        WITHOUT_END,
        SLOWLY,
        NOT_ON
    }

    Attack(String text, boolean reads, Going going) {
        this.text = text;
        this.reads = reads;
        this.going = going;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean reads() {
        return reads;
    }

    Going going() {
        return going;
    }

    private static final class Text {
        static final String BEACON = "GET /hakaru?name=attack HTTP/1.1\r\nHost: a\r\n\r\n";
        static final String INVALID = "GET /hakaru?name= HTTP/1.1\r\nHost: a\r\n\r\n";

        private Text() {}

        /** 8 KiB of a request line, and 7 KiB in as many lines as are allowed. */
        static String longHead() {
            return "POST /hakaru?name=long&x=" + "x".repeat(8_100) + " HTTP/1.1\r\nHost: a"
                    + ("\r\nX: " + "y".repeat(66)).repeat(95);
        }
    }
}
