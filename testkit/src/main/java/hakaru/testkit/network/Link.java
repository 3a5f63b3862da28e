package hakaru.testkit.network;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One connection through a relay, from a client to the server, and how it fails. Confined to the relay's thread. */
@SuppressWarnings("FutureReturnValueIgnored") // What becomes of a close shows at the channel.
final class Link {
    private final Relay relay;
    private final Channel client;
    private final Flow requests = new Flow(this);
    private final Flow answers = new Flow(this);
    private @Nullable Channel server;
    private @Nullable String source;
    private @Nullable Mode mode;
    private boolean connecting;

    Link(Relay relay, Channel client) {
        this.relay = relay;
        this.client = client;
        client.pipeline().addLast(requests);
    }

    /** The name of the process at the client's end; found out when it is first asked for, because it costs. */
    String source() {
        if (source == null) {
            source = relay.owners().owner(((InetSocketAddress) client.remoteAddress()).getPort());
        }
        return source;
    }

    void connect() {
        if (connecting || mode == Mode.DROPPED || mode == Mode.HALF_OPEN) {
            return;
        }
        connecting = true;
        relay.dial(answers).addListener(dialled -> {
            if (dialled.isSuccess()) {
                connected(((io.netty.channel.ChannelFuture) dialled).channel());
            } else {
                client.close();
            }
        });
    }

    void impose(Cut cut) {
        mode = cut.mode();
        requests.hold(cut.mode().holdsRequests());
        answers.hold(cut.mode().holdsAnswers());
        requests.delay(cut.mode().delaysRequests() ? cut.delay().toNanos() : 0);
        answers.delay(cut.mode().delaysAnswers() ? cut.delay().toNanos() : 0);
        if (cut.mode() == Mode.HALF_OPEN && server != null) {
            server.close();
        }
    }

    void heal() {
        boolean wasHalfOpen = mode == Mode.HALF_OPEN;
        mode = null;
        if (wasHalfOpen) {
            client.close();
            return;
        }
        requests.delay(0);
        answers.delay(0);
        requests.hold(false);
        answers.hold(false);
        connect();
    }

    /** One side has closed: so does the other, unless that is what it must not hear of. */
    void ended() {
        if (mode == Mode.HALF_OPEN && client.isActive()) {
            return;
        }
        close();
    }

    void close() {
        relay.forget(this);
        client.close();
        if (server != null) {
            server.close();
        }
    }

    /** The cut may have come while the server was dialled. */
    private void connected(Channel opened) {
        server = opened;
        if (!client.isActive() || mode == Mode.HALF_OPEN) {
            opened.close();
            return;
        }
        requests.connect(client, opened);
        answers.connect(opened, client);
    }
}
