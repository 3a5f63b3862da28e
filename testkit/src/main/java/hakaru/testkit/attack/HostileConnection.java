package hakaru.testkit.attack;

import hakaru.testkit.attack.Attack.Going;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of an attack, for a selector's loop. */
final class HostileConnection {
    private static final int SLOW_NANOS = 1_000_000_000;
    private static final int AT_A_TIME = 32 * 1024;

    private final Attack attack;
    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer unsent;
    private long lastByte;

    private HostileConnection(Attack attack, SocketChannel channel, Selector selector) throws IOException {
        this.attack = attack;
        this.channel = channel;
        this.unsent = ByteBuffer.wrap(attack.bytes());
        this.key = channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    /** Begins to connect. */
    static HostileConnection open(Attack attack, InetSocketAddress from, InetSocketAddress to, Selector selector)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (!attack.reads()) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 4_096);
            }
            channel.bind(from);
            channel.connect(to);
            return new HostileConnection(attack, channel, selector);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Does what can be done now; {@code scratch} is overwritten. */
    void proceed(ByteBuffer scratch) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            key.interestOps(interest());
        }
        if (key.isReadable()) {
            read(scratch);
        }
        if (key.isWritable()) {
            write();
        }
    }

    private void read(ByteBuffer scratch) throws IOException {
        scratch.clear();
        if (channel.read(scratch) < 0) {
            throw new IOException("closed by the server");
        }
    }

    private void write() throws IOException {
        channel.write(unsent);
        if (unsent.hasRemaining()) {
            return;
        }
        if (attack.going() == Going.WITHOUT_END) {
            unsent = repeated(attack.bytes());
        }
        key.interestOps(interest());
    }

    private static ByteBuffer repeated(byte[] once) {
        ByteBuffer many = ByteBuffer.allocate(AT_A_TIME / once.length * once.length);
        while (many.hasRemaining()) {
            many.put(once);
        }
        return many.flip();
    }

    private int interest() {
        int reading = attack.reads() ? SelectionKey.OP_READ : 0;
        return unsent.hasRemaining() ? reading | SelectionKey.OP_WRITE : reading;
    }

    /** Sends one more byte where that is the attack. */
    void drip(long now) {
        if (attack.going() == Going.SLOWLY && channel.isConnected() && now - lastByte > SLOW_NANOS) {
            lastByte = now;
            unsent = ByteBuffer.wrap(new byte[] {'x'});
            key.interestOps(interest());
        }
    }

    Attack attack() {
        return attack;
    }

    boolean isConnected() {
        return channel.isConnected();
    }

    void close() throws IOException {
        channel.close();
    }
}
