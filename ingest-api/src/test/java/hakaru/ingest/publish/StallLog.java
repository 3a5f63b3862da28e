package hakaru.ingest.publish;

/** What is said about stalls. */
public final class StallLog {
    private StallLog() {}

    public static LogOf open() {
        return LogOf.type(Outage.class);
    }
}
