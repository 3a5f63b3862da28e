package hakaru.testkit.network;

import hakaru.embedded.Ports;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All relays, on one thread. A wire that nobody will cut goes straight: relays take time that others need. */
public final class Network implements AutoCloseable {
    private static final long CLOSE_SECONDS = 5;

    private final boolean relayed;
    private final Owners owners;
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("relay", true), NioIoHandler.newFactory());
    private final Map<String, List<Relay>> relays = new LinkedHashMap<>();

    /**
     * Begins without a wire.
     *
     * @param relayed whether wires that may go straight go through relays as well
     */
    public Network(boolean relayed, Owners owners) {
        this.relayed = relayed;
        this.owners = owners;
    }

    /** Begins without a wire, where nobody asks whose one is. */
    public static Network ofRelays() {
        return new Network(true, new Owners(Map::of));
    }

    /** Gives the port at which others reach a server's port. */
    public int wire(String server, int port) {
        return relayed ? relay(server, port).port() : port;
    }

    /** Puts a relay before a server's port in any case. */
    public Relay relay(String server, int port) {
        return relay(server, Relay.loopback(port));
    }

    /** Puts a relay before a server, wherever it is. */
    public Relay relay(String server, InetSocketAddress address) {
        Relay relay = new Relay(group.next(), owners, Ports.free(), address);
        relays.computeIfAbsent(server, s -> new ArrayList<>()).add(relay);
        return relay;
    }

    /** All relays before a server. */
    public List<Relay> before(String server) {
        return relays.getOrDefault(server, List.of());
    }

    public boolean isRelayed() {
        return relayed;
    }

    @Override
    public void close() {
        relays.values().forEach(list -> list.forEach(Relay::close));
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
