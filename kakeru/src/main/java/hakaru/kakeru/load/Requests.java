package hakaru.kakeru.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URLEncoder;
import java.util.stream.Stream;

/** Keeps the bytes of each request of the mix, encoded once before the load begins. */
final class Requests {
    private final Target target;
    private final boolean keepAlive;
    private final Traffic traffic;
    private final ByteBuf[] encoded;

    Requests(Target target, boolean keepAlive, Traffic traffic) {
        this.target = target;
        this.keepAlive = keepAlive;
        this.traffic = traffic;
        this.encoded = traffic.mixed().stream().map(this::encode).toArray(ByteBuf[]::new);
    }

    /** Gives a buffer that the channel may consume and release. Only probes, a few a second, are encoded here. */
    ByteBuf bytes(int request) {
        return traffic.isProbe(request) ? encode(traffic.beacon(request)) : encoded[request].retainedDuplicate();
    }

    void release() {
        Stream.of(encoded).forEach(ByteBuf::release);
    }

    String text(Beacon beacon) {
        return "GET %s?name=%s&value=%d HTTP/1.1\r\nHost: %s\r\nUser-Agent: kakeru\r\n%s\r\n"
                .formatted(
                        target.path(),
                        URLEncoder.encode(beacon.ad(), UTF_8),
                        beacon.value(),
                        target.url().getRawAuthority(),
                        keepAlive ? "" : "Connection: close\r\n");
    }

    private ByteBuf encode(Beacon beacon) {
        byte[] bytes = text(beacon).getBytes(US_ASCII);
        return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
    }
}
