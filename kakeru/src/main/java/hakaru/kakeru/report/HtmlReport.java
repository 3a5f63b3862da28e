package hakaru.kakeru.report;
/** x. */
public final class HtmlReport {
    private HtmlReport() {}

    public static String of(Report r) {
        return r.started().toString();
    }
}
