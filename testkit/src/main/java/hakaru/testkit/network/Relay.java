package hakaru.testkit.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A port that stands for a server's: connections to it are led there, and can be cut by where they come from. */
public final class Relay implements AutoCloseable {
    private final EventLoop loop;
    private final Owners owners;
    private final Channel listening;
    private final Set<Link> links = new HashSet<>();
    private volatile InetSocketAddress destination;
    private @Nullable Cut cut;

    Relay(EventLoop loop, Owners owners, int port, InetSocketAddress destination) {
        this.loop = loop;
        this.owners = owners;
        this.destination = destination;
        this.listening = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        accept(client);
                    }
                })
                .bind(loopback(port))
                .syncUninterruptibly()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Leads new connections to another server; those that stand go on to the former. */
    public void route(InetSocketAddress other) {
        destination = other;
    }

    public void impose(Cut newCut) {
        loop.submit(() -> {
                    cut = newCut;
                    links.stream().filter(link -> newCut.concerns(link::source)).forEach(link -> link.impose(newCut));
                })
                .syncUninterruptibly();
    }

    public void heal() {
        loop.submit(() -> {
                    cut = null;
                    List.copyOf(links).forEach(Link::heal);
                })
                .syncUninterruptibly();
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        loop.submit(() -> List.copyOf(links).forEach(Link::close)).syncUninterruptibly();
    }

    Owners owners() {
        return owners;
    }

    void forget(Link link) {
        links.remove(link);
    }

    ChannelFuture dial(Flow answers) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(answers)
                .connect(destination);
    }

    private void accept(Channel client) {
        Link link = new Link(this, client);
        links.add(link);
        if (cut != null && cut.concerns(link::source)) {
            link.impose(cut);
        }
        link.connect();
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
