package hakaru.ingest.connection;

import io.micrometer.core.instrument.Clock;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.time.Duration;

/** Knows what one connection is about, and since when. Confined to its event loop. */
final class ClientConnection {
    /** Read at a time; the least is what a beacon takes, the most bounds what a client sends ahead. */
    private static final RecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator(512, 2 * 1024, 4 * 1024);

    /** Of answers; beyond the upper mark no further request is decoded. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(2 * 1024, 4 * 1024);

    private final Channel channel;
    private final ConnectionTimes times;
    private final Clock clock;
    private final RequestDecoder decoder = new RequestDecoder(this::requestBegan);
    private State state = State.QUIET;
    private boolean served;
    private long since;

    enum State {
        /** A request has begun and is not whole. */
        ARRIVING,
        /** The next request may come. */
        QUIET,
        /** The client has done its part; how long Kafka may take is somebody else's business. */
        PUBLISHING,
        /** The last answer is on its way. */
        ENDING
    }

    ClientConnection(Channel channel, ConnectionTimes times, Clock clock) {
        this.channel = channel;
        this.times = times;
        this.clock = clock;
        this.since = clock.monotonicTime();
    }

    /** Puts our decoder, which has bounds, in the place of Vert.x's own. */
    void guard() {
        channel.config().setRecvByteBufAllocator(READS);
        channel.config().setWriteBufferWaterMark(UNSENT);
        channel.pipeline().replace("httpDecoder", "httpDecoder", decoder);
    }

    /** Counts from the first byte on: neither one more nor a whole head gives a slow request more time. */
    void requestBegan() {
        if (state == State.QUIET) {
            state = State.ARRIVING;
            since = clock.monotonicTime();
        }
    }

    void publishing() {
        state = State.PUBLISHING;
    }

    /** Lets the next request be read, unless that was the last. */
    void answered(boolean last) {
        state = last || state == State.ENDING ? State.ENDING : State.QUIET;
        served = true;
        since = clock.monotonicTime();
        if (state == State.ENDING) {
            decoder.ignoreTheRest();
        } else {
            decoder.answered();
        }
    }

    boolean isOverdue(long now) {
        return switch (state) {
            case ARRIVING -> now - since > times.request().toNanos();
            case QUIET -> now - since > times.idle().toNanos();
            case PUBLISHING -> false;
            case ENDING -> now - since > times.linger().toNanos();
        };
    }

    State state() {
        return state;
    }

    /** Whether it has sent more before it had its answer. */
    boolean isAhead() {
        return decoder.isAhead();
    }

    /** A beacon in flight keeps its place. */
    boolean mayMakeRoom() {
        return state != State.PUBLISHING;
    }

    /** No whole request in all that time, answers that nobody reads, or the end, which only lingers. */
    boolean hasProvedNothing(long now, Duration grace) {
        boolean unproven = !served || state == State.ARRIVING || !channel.isWritable();
        return state == State.ENDING || (unproven && now - since > grace.toNanos());
    }

    /** In {@code System.nanoTime}'s. */
    long since() {
        return since;
    }

    /** At once, whatever is still to be written: who does not read answers is not waited for. */
    void close() {
        decoder.close();
    }
}
