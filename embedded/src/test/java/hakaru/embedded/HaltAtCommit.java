package hakaru.embedded;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Ends this JVM as a kill would, at the one moment that matters to a transaction: its outcome is written to the
 * transaction log, and none of the partitions has been told yet.
 */
final class HaltAtCommit extends AppenderBase<ILoggingEvent> {
    private static final String MARKER_SENDER = "kafka.coordinator.transaction.TransactionMarkerChannelManager";
    /** What the sender says when it is about to send its first markers. */
    private static final String FIRST_MARKERS = "Creating new marker queue map";

    static void install() {
        Logger logger = (Logger) LoggerFactory.getLogger(MARKER_SENDER);
        logger.setLevel(Level.INFO);
        HaltAtCommit appender = new HaltAtCommit();
        appender.start();
        logger.addAppender(appender);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getFormattedMessage().contains(FIRST_MARKERS)) {
            Runtime.getRuntime().halt(137);
        }
    }
}
