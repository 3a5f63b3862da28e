package hakaru.testkit.attack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps a number of hostile connections open to one port of this machine, in any mix; one that the server closes comes again.
 * Closing ends the thread, and is bounded.
 */
public final class Attackers implements AutoCloseable {
    private static final int SELECT_MILLIS = 10;
    private static final int CLOSE_MILLIS = 10_000;
    /** A port of ours can be used again only after a while, so we have many addresses. */
    private static final int ADDRESSES = 200;

    private final InetSocketAddress target;
    private final int perSecond;
    private final Selector selector;
    private final Set<HostileConnection> open = new LinkedHashSet<>();
    private final Deque<Attack> waiting = new ArrayDeque<>();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(64 * 1024);
    private final Thread thread = new Thread(this::run, "attackers");
    private volatile boolean stopped;
    private volatile int mostConnected;
    private final AtomicLong opened = new AtomicLong();
    private long tried;
    private int address;

    private Attackers(int port, int perSecond) throws IOException {
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.perSecond = perSecond;
        this.selector = Selector.open();
    }

    /**
     * Begins.
     *
     * @param count how many connections, which share the attacks evenly
     * @param perSecond how many of them connect each second, for the first time or again
     */
    public static Attackers start(int port, int count, int perSecond, List<Attack> attacks) throws IOException {
        Attackers attackers = new Attackers(port, perSecond);
        for (int i = 0; i < count; i++) {
            attackers.waiting.add(attacks.get(i % attacks.size()));
        }
        attackers.thread.start();
        return attackers;
    }

    /** The most connections that were open at a moment. */
    public int mostConnected() {
        return mostConnected;
    }

    /** Connections that have been tried since the start. */
    public long opened() {
        return opened.get();
    }

    private void run() {
        long begin = System.nanoTime();
        try {
            while (!stopped) {
                connect(begin);
                selector.select(this::proceed, SELECT_MILLIS);
                dripAndCount();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the attack ended early", e);
        } finally {
            open.forEach(this::quietly);
        }
    }

    private void connect(long begin) {
        long allowed = (System.nanoTime() - begin) / 1_000 * perSecond / 1_000_000;
        while (tried < allowed && !waiting.isEmpty()) {
            tried++;
            Attack attack = waiting.removeFirst();
            try {
                open.add(HostileConnection.open(attack, nextAddress(), target, selector));
                opened.incrementAndGet();
            } catch (IOException e) {
                waiting.addLast(attack);
            }
        }
        // Time in which nobody had to connect is not saved up.
        tried = Math.max(tried, allowed);
    }

    private InetSocketAddress nextAddress() throws IOException {
        address = (address + 1) % ADDRESSES;
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 1, 0, (byte) (1 + address)}), 0);
    }

    private void proceed(SelectionKey key) {
        HostileConnection connection = (HostileConnection) key.attachment();
        try {
            connection.proceed(scratch);
        } catch (IOException e) {
            open.remove(connection);
            waiting.addLast(connection.attack());
            quietly(connection);
        }
    }

    private void dripAndCount() {
        long now = System.nanoTime();
        int count = 0;
        for (HostileConnection connection : open) {
            connection.drip(now);
            count += connection.isConnected() ? 1 : 0;
        }
        mostConnected = Math.max(mostConnected, count);
    }

    private void quietly(HostileConnection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a socket could not be closed", e);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stopped = true;
        thread.join(CLOSE_MILLIS);
        selector.close();
    }
}
