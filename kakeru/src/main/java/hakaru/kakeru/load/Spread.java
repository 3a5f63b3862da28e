package hakaru.kakeru.load;

/** How often each of many ads is shown. */
public enum Spread {
    /** The n-th ad gets 1/n of what the first gets, as popularity does in the wild. */
    ZIPF,
    EVEN;

    double weight(int rank) {
        return switch (this) {
            case ZIPF -> 1.0 / rank;
            case EVEN -> 1.0;
        };
    }
}
