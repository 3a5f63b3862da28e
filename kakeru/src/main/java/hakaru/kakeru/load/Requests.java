package hakaru.kakeru.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.URLEncoder;
import java.util.List;

/** Writes requests to one target out of parts that are encoded once, before the load begins; only ids are not. */
final class Requests {
    private static final int LONGEST_ID = 64;

    private final String ids;
    private final byte[][] addresses;
    private final byte[] rest;

    Requests(Target target, LoadSettings settings, List<Beacon> beacons) {
        this.ids = settings.ids();
        this.addresses = beacons.stream()
                .map(beacon -> "GET %s?name=%s&value=%d"
                        .formatted(target.path(), URLEncoder.encode(beacon.ad(), UTF_8), beacon.value())
                        .getBytes(US_ASCII))
                .toArray(byte[][]::new);
        this.rest = " HTTP/1.1\r\nHost: %s\r\nUser-Agent: kakeru\r\n%s\r\n"
                .formatted(target.url().getAuthority(), settings.keepAlive() ? "" : "Connection: close\r\n")
                .getBytes(US_ASCII);
    }

    /** Gives a buffer that the channel may consume and release. */
    ByteBuf bytes(Request request) {
        byte[] address = addresses[request.beacon];
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(address.length + LONGEST_ID + rest.length);
        bytes.writeBytes(address);
        if (!ids.isEmpty()) {
            bytes.writeCharSequence("&id=" + ids + Integer.toString(request.number, Character.MAX_RADIX), US_ASCII);
        }
        return bytes.writeBytes(rest);
    }
}
