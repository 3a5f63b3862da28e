package hakaru.kakeru.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.util.List;

/** Keeps the bytes of each request of the mix to one target, encoded once before the load begins, but for ids. */
final class Requests {
    private static final String VERSION = " HTTP/1.1";

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
        return withId(known, "&id=" + settings.ids() + Integer.toString(request.number, Character.MAX_RADIX));
    }

    /** The id goes last into the address. */
    private static ByteBuf withId(ByteBuf known, String id) {
        int addressEnd = known.indexOf(0, known.writerIndex(), (byte) '\r') - VERSION.length();
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(known.writerIndex() + id.length());
        bytes.writeBytes(known, 0, addressEnd);
        bytes.writeCharSequence(id, US_ASCII);
        return bytes.writeBytes(known, addressEnd, known.writerIndex() - addressEnd);
    }

    private ByteBuf encode(Beacon beacon) {
        byte[] bytes = "GET %s?name=%s&value=%d%s\r\nHost: %s\r\nUser-Agent: kakeru\r\n%s\r\n"
                .formatted(
                        target.path(),
                        URLEncoder.encode(beacon.ad(), UTF_8),
                        beacon.value(),
                        VERSION,
                        target.url().getAuthority(),
                        settings.keepAlive() ? "" : "Connection: close\r\n")
                .getBytes(US_ASCII);
        // Memory of the JDK's, which goes with this object: nobody has to release it.
        return Unpooled.wrappedBuffer(
                ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
    }
}
