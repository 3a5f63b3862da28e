package hakaru.kakeru.books;

/** What the ledger says of a beacon. */
public enum ReceiptAnswer {
    /** It is in the counts; or it repeats one that is, by its id. */
    COUNTED("counted"),
    NOT_YET("not yet"),
    /** It could not be counted; the topic {@code impressions-rejected} had it, with the reason. */
    REFUSED("refused");

    private final String words;

    ReceiptAnswer(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
