package hakaru.sink.mysql;

import java.math.BigDecimal;
import java.sql.SQLException;

/** The ledger has fallen back, and the counts do not belong to it. Until they do, nothing may be added. */
public final class UnbalancedBooksException extends SQLException {
    private static final long serialVersionUID = 1L;

    public UnbalancedBooksException(BigDecimal ledger, BigDecimal counts) {
        super(
                ("the ledger has fallen back to %s impressions, but the counts have %s: a restore has not ended yet, or a sink "
                                + "wrote while it ran. If this stays when it has ended, restore again, with all sinks stopped")
                        .formatted(ledger, counts));
    }
}
