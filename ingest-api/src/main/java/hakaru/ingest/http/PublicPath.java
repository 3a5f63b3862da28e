package hakaru.ingest.http;

/** All that the beacon port answers; what stands before it, such as an Ingress, must let just these through. */
public enum PublicPath {
    BEACON("/hakaru"),
    AD_TAG("/tag.js"),
    OK("/ok"),
    ROBOTS("/robots.txt");

    private final String text;

    PublicPath(String text) {
        this.text = text;
    }

    /** As it stands in a request, with nothing behind it. */
    public String text() {
        return text;
    }
}
