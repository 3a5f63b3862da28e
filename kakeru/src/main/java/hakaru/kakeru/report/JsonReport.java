package hakaru.kakeru.report;
/** x. */
public final class JsonReport {
    private JsonReport() {}

    public static String of(Report r) {
        return r.started().toString();
    }
}
