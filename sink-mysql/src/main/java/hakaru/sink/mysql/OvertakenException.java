package hakaru.sink.mysql;

import hakaru.sink.batch.ReceivedBatch;
import java.sql.SQLException;

/** The ledger does not stand where a step begins: another sink, or an unknown commit of our own, has moved it. */
public final class OvertakenException extends SQLException {
    private static final long serialVersionUID = 1L;

    public OvertakenException(ReceivedBatch step) {
        super("the ledger of partition " + step.key().partition() + " no longer stands at "
                + step.range().from());
    }
}
