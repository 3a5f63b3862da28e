package hakaru.kakeru.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.net.URLEncoder;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the bytes of each request of the mix, encoded once before the load begins, but for ids. */
final class Requests {
    private static final String VERSION = " HTTP/1.1";
    private static final String ID = "&id=";

    private final Target target;
    private final LoadSettings settings;
    private final ByteBuf[] encoded;

    Requests(Target target, LoadSettings settings, List<Beacon> beacons) {
        this.target = target;
        this.settings = settings;
        this.encoded = beacons.stream().map(this::encode).toArray(ByteBuf[]::new);
    }

    /** Gives a buffer that the channel may consume and release. */
    ByteBuf bytes(Request request) {
        ByteBuf known = encoded[request.beacon];
        if (settings.ids().isEmpty()) {
            return known.retainedDuplicate();
        }
        return withId(known, settings.ids() + Integer.toString(request.number, Character.MAX_RADIX));
    }

    /** The id goes last into the address. */
    private static ByteBuf withId(ByteBuf known, String id) {
        int addressEnd = known.indexOf(0, known.writerIndex(), (byte) '\r') - VERSION.length();
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(known.writerIndex() + ID.length() + id.length());
        bytes.writeBytes(known, 0, addressEnd);
        bytes.writeCharSequence(ID + id, US_ASCII);
        return bytes.writeBytes(known, addressEnd, known.writerIndex() - addressEnd);
    }

    void release() {
        Stream.of(encoded).forEach(ByteBuf::release);
    }

    String text(Beacon beacon) {
        return "GET %s?name=%s&value=%d%s\r\nHost: %s\r\nUser-Agent: kakeru\r\n%s\r\n"
                .formatted(
                        target.path(),
                        URLEncoder.encode(beacon.ad(), UTF_8),
                        beacon.value(),
                        VERSION,
                        target.url().getRawAuthority(),
                        settings.keepAlive() ? "" : "Connection: close\r\n");
    }

    private ByteBuf encode(Beacon beacon) {
        byte[] bytes = text(beacon).getBytes(US_ASCII);
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }
}
