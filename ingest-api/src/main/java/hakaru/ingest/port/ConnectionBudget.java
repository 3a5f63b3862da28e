package hakaru.ingest.port;

import hakaru.ingest.connection.HeadScan;
import hakaru.ingest.http.RequestBody;
import hakaru.runtime.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a connection may cost, whatever its client does, and how many of them this process therefore can have. See
 * {@code docs/security.md}, which tells where the figures come from.
 */
public final class ConnectionBudget {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionBudget.class);
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** Of the kernel's, in each direction; it takes twice as much. */
    static final int KERNEL_BUFFER = 16 * KIB;

    /** Heap of a connection that carries no request, measured: 7 KiB. */
    private static final int RESTING = 8 * KIB;

    /** Heap of a header line beside its text: entry, name, value, measured. */
    private static final int LINE = 160;

    /** A connection with the largest request: its text, its query once more, its lines, a form, a part of its body. */
    static final int HEAP = RESTING
            + HeadScan.MAX_HEAD
            + HeadScan.MAX_LINE
            + HeadScan.MAX_LINES * LINE
            + RequestBody.MAX_FORM_BYTES
            + 4 * KIB;

    /** A head that is not whole, in a buffer that doubles, or answers that are not read. */
    static final int DIRECT_MEMORY = 2 * HeadScan.MAX_HEAD + 4 * KIB;

    /** Heap that the process needs beside connections and the producer's buffer: classes' constants, clients, metrics. */
    static final long BASE = 48L * MIB;

    /** Descriptors for brokers, the management port, jars and logs. */
    static final int RESERVED_DESCRIPTORS = 256;

    /** Below, it is no service. */
    static final int FEWEST = 64;

    private ConnectionBudget() {}

    /**
     * Returns the configuration with as many connections as it wants and the process can have.
     *
     * @param buffer bytes of impressions that may wait for Kafka
     * @throws StartException when there is no room for a service at all
     */
    public static HttpConfig fit(HttpConfig wanted, long buffer, ProcessLimits limits) {
        long byMemory = Math.min(heapForConnections(buffer, limits) / HEAP, limits.directMemory() / DIRECT_MEMORY);
        long byDescriptors = limits.descriptors() - RESERVED_DESCRIPTORS;
        String room = "a heap of %d MiB has room for %d of %d KiB each, %d file descriptors are enough for %d"
                .formatted(limits.heap() / MIB, byMemory, HEAP / KIB, limits.descriptors(), byDescriptors);
        long possible = Math.min(byMemory, byDescriptors);
        if (possible < FEWEST) {
            throw new StartException("too few connections: " + room + ": raise -Xmx, lower INGEST_BUFFER, or raise"
                    + " the limit of open files (ulimit -n)");
        }
        return wanted.withMaxConnections(
                choose(wanted.maxConnections(), (int) Math.min(possible, Integer.MAX_VALUE), room));
    }

    /** Half of the heap: the rest is the collector's, which must not work for room all the time, and everything else's. */
    private static long heapForConnections(long buffer, ProcessLimits limits) {
        return Math.min(limits.heap() / 2, limits.heap() - buffer - BASE);
    }

    private static int choose(int wanted, int possible, String room) {
        if (wanted > possible) {
            LOG.warn("At most {} connections instead of INGEST_MAX_CONNECTIONS={}: {}", possible, wanted, room);
            return possible;
        }
        int chosen = wanted == HttpConfig.AS_MANY_AS_FIT ? possible : wanted;
        LOG.info("At most {} connections: {}", chosen, room);
        return chosen;
    }
}
