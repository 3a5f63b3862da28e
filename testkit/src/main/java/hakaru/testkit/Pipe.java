package hakaru.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** One direction of a relayed connection: read by one thread, written by another when the gate lets it pass. */
final class Pipe {
    private static final int CHUNK_BYTES = 64 * 1024;

    /** More makes the sender wait, as a full network would. */
    private static final int CHUNKS = 1_000;

    /** A read never brings nothing. */
    private static final Chunk END = new Chunk(new byte[0], 0);

    private final Socket from;
    private final Socket to;
    private final Gate gate;
    private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS);

    @SuppressWarnings("ArrayRecordComponent") // Handed over, not kept.
    private record Chunk(byte[] bytes, long arrival) {}

    Pipe(Socket from, Socket to, Gate gate) {
        this.from = from;
        this.to = to;
        this.gate = gate;
    }

    void read() throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            InputStream in = from.getInputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                chunks.put(new Chunk(Arrays.copyOf(buffer, length), System.nanoTime()));
            }
        } finally {
            chunks.put(END);
        }
    }

    /** Returns when the reader has come to the end and all before it is written. */
    void write() throws IOException, InterruptedException {
        for (Chunk chunk = chunks.take(); chunk.bytes().length > 0; chunk = chunks.take()) {
            gate.pass(chunk.arrival());
            to.getOutputStream().write(chunk.bytes());
        }
    }
}
